import { serverAudits } from 'graphql-http';
import { startFakeSubgraphs } from '../../test/fake-subgraphs.js';
import { startGateway, type RunningGateway } from '../../test/running-gateway.js';

let subgraphs: Awaited<ReturnType<typeof startFakeSubgraphs>>;
let gateway: RunningGateway;

beforeAll(async () => {
  subgraphs = await startFakeSubgraphs();
  gateway = await startGateway({ supergraphSdl: subgraphs.supergraphSdl });
});
afterAll(async () => {
  await gateway.stop();
  await subgraphs.stop();
});

// GET needs a header that a page of another origin cannot send without a preflight.
const preflighted: typeof fetch = (url, init) =>
  fetch(url, { ...init, headers: { 'apollo-require-preflight': '1', ...(init?.headers as Record<string, string>) } });

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn: preflighted });

  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? undefined : result.reason).toBeUndefined();
  });

  it('answers a document that does not parse with 400 if the client accepts the newer media type', async () => {
    const { status, body, headers } = await gateway.query('{ books', {
      headers: { accept: 'application/graphql-response+json' },
    });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toMatch('application/graphql-response+json');
    expect(body.errors).toMatchObject([
      { message: expect.stringContaining('Syntax Error'), extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
    ]);
  });

  it('refuses a read by GET that another origin could have sent', async () => {
    const response = await fetch(`${gateway.url}/graphql?query={__typename}`);
    expect(response.status).toBe(400);
  });

  it.each([
    ['JSON that does not parse', '{"query"', 'application/json', 400],
    ['text', 'hello', 'text/plain', 415],
    ['a body over 8 MiB', JSON.stringify({ query: ' '.repeat(8 * 1024 * 1024) }), 'application/json', 413],
  ])('refuses %s with a problem document', async (_, body, type, status) => {
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', body, headers: { 'content-type': type } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
  });

  it('refuses a mutation by GET', async () => {
    const response = await preflighted(`${gateway.url}/graphql?query=mutation{addBook(title:"x"){id}}`);
    expect(response.status).toBe(405);
  });

  it('shows the schema to introspection, without the types of the federation', async () => {
    const { body } = await gateway.query('{ __schema { types { name } } }');
    const { types } = (body.data as { __schema: { types: { name: string }[] } }).__schema;
    expect(types.map(({ name }) => name)).toEqual(expect.arrayContaining(['Book', 'Author']));
    expect(types.filter(({ name }) => /^(join|link)__|^_(Any|Entity|Service)$/.test(name))).toEqual([]);
  });
});
