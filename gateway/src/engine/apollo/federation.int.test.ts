import { isId } from '@skillwright/service';
import { startFakeSubgraphs } from '../../../test/fake-subgraphs.js';
import { startGateway, type RunningGateway } from '../../../test/running-gateway.js';

const everything = '{ books { id title author { name } } }';

let subgraphs: Awaited<ReturnType<typeof startFakeSubgraphs>>;
let gateway: RunningGateway;

beforeEach(async () => {
  subgraphs = await startFakeSubgraphs();
  gateway = await startGateway({
    supergraphSdl: subgraphs.supergraphSdl,
    env: { SUBGRAPH_TIMEOUT_MS: '500', REQUEST_TIMEOUT_MS: '2000' },
  });
});
afterEach(async () => {
  await gateway.stop();
  await subgraphs.stop();
});

describe('a federated query', () => {
  it('joins the answers of the subgraphs', async () => {
    const { status, body } = await gateway.query(everything);
    expect([status, body]).toEqual([
      200,
      {
        data: {
          books: [
            { id: '1', title: 'Book 1', author: { name: 'Ada' } },
            { id: '2', title: 'Book 2', author: { name: 'Ada' } },
            { id: '3', title: 'Book 3', author: { name: 'Bob' } },
          ],
        },
      },
    ]);
  });

  it('fetches each entity once', async () => {
    await gateway.query(everything);
    expect(subgraphs.authors.received.map(({ body }) => body.variables?.representations)).toEqual([
      [
        { __typename: 'Author', id: 'a' },
        { __typename: 'Author', id: 'b' },
      ],
    ]);
  });

  it('sends the request id and the trace to the subgraphs, and no other claim of the client', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const travelling = { 'x-request-id': 'r-1', traceparent };
    const claimed = { 'x-actor': 'ada', cookie: 'secret=1' };
    const { headers } = await gateway.query(everything, { headers: { ...travelling, ...claimed } });
    expect(headers.get('x-request-id')).toBe('r-1');
    for (const { received } of [subgraphs.catalogue, subgraphs.authors]) {
      expect(received[0]?.headers).toMatchObject(travelling);
      for (const name of Object.keys(claimed)) expect(received[0]?.headers).not.toHaveProperty(name);
    }
  });
});

describe('a subgraph', () => {
  it('that is down loses only its own fields, with a clear error', async () => {
    await subgraphs.authors.stop();
    const { status, body } = await gateway.query('{ book(id: 1) { title author { name } } }', {
      headers: { 'x-request-id': 'r-2' },
    });
    expect(status).toBe(200);
    expect(body.data).toEqual({ book: { title: 'Book 1', author: { name: null } } });
    expect(body.errors).toEqual([
      {
        message: 'The authors service cannot be reached. Try again when it is up.',
        path: ['book', 'author'],
        extensions: { code: 'NEIGHBOUR_UNAVAILABLE', category: 'unavailable', request_id: 'r-2' },
      },
    ]);
  });

  it('that is slow is given up after its time, and the other data is kept', async () => {
    subgraphs.authors.behave = () => {};
    const { body } = await gateway.query(everything);
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['NEIGHBOUR_TIMEOUT']);
    expect(body.data).toMatchObject({ books: [{ title: 'Book 1', author: { name: null } }, {}, {}] });
  });

  it.each([
    ['HTML instead of JSON', '<html>upstream 10.0.0.7 failed</html>', 200],
    ['JSON that is no GraphQL answer', '{"ok": true}', 200],
    ['a list', '[]', 200],
    ['an error page', 'oops at /srv/app.js:1', 500],
    ['too few entities', '{"data": {"_entities": [{"name": "x"}]}}', 200],
  ])('with a wrong answer (%s) causes a generic error that reveals nothing', async (_, text, status) => {
    subgraphs.authors.behave = (_request, response) => void response.writeHead(status).end(text);
    const { body } = await gateway.query(everything);
    expect(body.errors).toHaveLength(1);
    expect(body.errors?.[0]?.extensions).toMatchObject({ category: 'internal' });
    expect(JSON.stringify(body.errors)).not.toMatch(/10\.0\.0\.7|srv|Unexpected|_entities/);
  });

  it('with a partial answer keeps its data, and the error has its path', async () => {
    const { body } = await gateway.query(
      '{ a: book(id: "gone") { author { name } } b: book(id: 1) { author { name } } }',
    );
    expect(body.data).toEqual({ a: { author: { name: null } }, b: { author: { name: 'Ada' } } });
    expect(body.errors).toMatchObject([
      { message: 'No such author.', path: ['a', 'author'], extensions: { code: 'NO_AUTHOR', category: 'not_found' } },
    ]);
  });

  it('with a defect reveals nothing of it', async () => {
    const { body } = await gateway.query('{ broken }');
    expect(body.errors).toMatchObject([{ path: ['broken'], extensions: { code: 'INTERNAL', category: 'internal' } }]);
    expect(JSON.stringify(body)).not.toContain('10.0.0.7');
  });

  it('of another vendor keeps its message and code, and nothing else', async () => {
    const { body } = await gateway.query('{ refused }', { headers: { 'x-request-id': 'r-3' } });
    expect(body.errors).toEqual([
      {
        message: 'Members only.',
        path: ['refused'],
        extensions: { code: 'MEMBERS_ONLY', category: 'internal', request_id: 'r-3' },
      },
    ]);
  });

  it('that is slow in a mutation is waited for until the request ends', async () => {
    subgraphs.catalogue.behave = async (_request, _response, answer) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await answer();
    };
    const { body } = await gateway.query('mutation { addBook(title: "New") { title } }');
    expect(body).toEqual({ data: { addBook: { title: 'New' } } });
  });
});

describe('a connection that the subgraph closes during a request', () => {
  const closeOnce = () => {
    let closed = false;
    subgraphs.catalogue.behave = (_request, response, answer) => {
      if (closed) return answer();
      closed = true;
      response.socket?.destroy();
    };
  };

  it('does not fail a query, which is sent again', async () => {
    closeOnce();
    const { body } = await gateway.query('{ book(id: 1) { title } }');
    expect(body).toEqual({ data: { book: { title: 'Book 1' } } });
    expect(subgraphs.catalogue.received).toHaveLength(2);
  });

  it('fails a mutation, which may have been carried out', async () => {
    closeOnce();
    const { body } = await gateway.query('mutation { addBook(title: "New") { title } }');
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['NEIGHBOUR_UNAVAILABLE']);
    expect(subgraphs.catalogue.received).toHaveLength(1);
  });
});

describe('over a foreign supergraph', () => {
  it('the gateway is ready while all subgraphs answer, and not ready while one is down', async () => {
    const readiness = async () => {
      const response = await fetch(`${gateway.url}/readyz`);
      return { status: response.status, body: await response.json() };
    };
    expect(await readiness()).toMatchObject({
      status: 200,
      body: { status: 'ready', parts: { catalogue: { status: 'up' }, authors: { status: 'up' } } },
    });
    await subgraphs.authors.stop();
    expect(await readiness()).toMatchObject({
      status: 503,
      body: { status: 'not_ready', parts: { catalogue: { status: 'up' }, authors: { status: 'down' } } },
    });
  });

  it('a check of its subgraphs has a request id of its own', async () => {
    await fetch(`${gateway.url}/readyz`);
    const [check] = subgraphs.catalogue.received;
    expect(isId(String(check?.headers['x-request-id']))).toBe(true);
  });

  it('there are no REST calls that the supergraph cannot answer', async () => {
    expect((await fetch(`${gateway.url}/skills`)).status).toBe(404);
    const document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as { paths: object };
    expect(document.paths).toEqual({});
  });
});
