import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { coreErrors, type Authenticator } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import { subscribeBySse, type Received } from '@skillwright/testing/subscribers';
import { WebSocket } from 'ws';
import { startFakeSubgraphs } from '../../test/fake-subgraphs.js';
import { ids, skillCreated, startPlatform, type Platform } from '../../test/platform.js';
import { startGateway } from '../../test/running-gateway.js';
import { createTestTokens, type TestTokens } from '../../test/tokens.js';

let tokens: TestTokens;
let platform: Platform;
let url: string;

beforeAll(async () => {
  tokens = await createTestTokens();
  platform = await startPlatform({}, undefined, tokens.auth);
  ({ url } = platform.gateway);
});
afterAll(async () => {
  await platform.stop();
  await tokens.dispose();
});
afterEach(() => {
  for (const requests of Object.values(platform.requests)) requests.splice(0);
});

const json = { 'content-type': 'application/json' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const received = () => Object.values(platform.requests).flat();

async function answer(response: Response) {
  const text = await response.text();
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text,
  };
}
const graphql = async (query: string, headers: Record<string, string> = {}) =>
  answer(
    await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body: JSON.stringify({ query }),
    }),
  );

const reading = `{ skill(id: "${ids.s1}") { name } }`;
const errorOf = (code: string, path: readonly string[]) => ({ path, extensions: { code } });

describe('GraphQL over HTTP', () => {
  it('asks for a token', async () => {
    const { status, challenge, body } = await graphql(reading);
    expect([status, challenge]).toEqual([401, 'Bearer realm="skillwright"']);
    expect(body).toMatchObject({ errors: [errorOf('UNAUTHENTICATED', ['skill'])] });
    expect(received()).toEqual([]);
  });

  it('refuses a token with the reason, whatever is asked for', async () => {
    for (const query of [reading, '{ __typename }']) {
      const { status, challenge, body } = await graphql(query, bearer('nonsense'));
      expect([status, challenge]).toEqual([
        401,
        'Bearer realm="skillwright", error="invalid_token", error_description="The token is not a JWT."',
      ]);
      expect(body).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
    expect(received()).toEqual([]);
  });

  it('names the missing scope', async () => {
    const { status, challenge, body } = await graphql(reading, bearer(await tokens.issue(['validate:code'])));
    expect([status, challenge]).toEqual([403, null]);
    expect(body).toMatchObject({
      errors: [{ message: 'This needs the scope read:skills, which the token does not have.' }],
    });
    expect(received()).toEqual([]);
  });

  it('answers the fields that the token may read, and null for the others, over several subgraphs', async () => {
    const query = `{ project(id: "${ids.p1}") { name skill { name } latestReport { status } } skill(id: "${ids.s1}") { name } }`;
    const { status, body } = await graphql(query, bearer(await tokens.issue(['generate:projects', 'validate:code'])));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: { project: { name: 'project 4', skill: null, latestReport: { status: 'PASSED' } }, skill: null },
      errors: expect.arrayContaining([
        expect.objectContaining({ path: ['project', 'skill'] }),
        expect.objectContaining({ path: ['skill'] }),
      ]),
    });
    expect(platform.requests.skill).toEqual([]);
  });

  it('hands the principal of the token to the subgraph, and believes no header', async () => {
    const token = await tokens.issue(['read:skills']);
    const { status } = await graphql(reading, { ...bearer(token), 'x-actor': 'eve', 'x-scopes': 'admin' });
    expect(status).toBe(200);
    expect(received().map(({ caller }) => caller.principal)).toEqual([{ subject: 'ada', scopes: ['read:skills'] }]);
  });

  it('lets nobody change anything with half of the scopes', async () => {
    const query = 'mutation { deleteSkill(input: { id: "x" }) { id } runTests(input: {}) { report { id } } }';
    const { status } = await graphql(query, bearer(await tokens.issue(['write:skills'])));
    expect([status, received()]).toEqual([403, []]);
  });
});

describe('REST', () => {
  const get = async (path: string, headers = {}) => answer(await fetch(url + path, { headers }));

  it('asks for a token, by a problem document', async () => {
    const { status, challenge, body } = await get('/skills');
    expect([status, challenge]).toEqual([401, 'Bearer realm="skillwright"']);
    expect(body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', detail: 'This needs a token.' });
  });

  it('refuses a request with two tokens, whichever it would accept', async () => {
    const token = await tokens.issue(['read:skills']);
    for (const both of [
      [token, 'x'],
      ['x', token],
      [token, token],
    ]) {
      const Authorization = both.map((each) => `Bearer ${each}`);
      const sent = request(`${url}/skills`, { agent: false, headers: { Authorization } }).end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      response.resume();
      expect(response.statusCode).toBe(401);
    }
    expect(received()).toEqual([]);
  });

  it('names the missing scope', async () => {
    const { status, body } = await get('/skills', bearer(await tokens.issue(['admin'])));
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'FORBIDDEN', detail: expect.stringContaining('read:skills') });
  });

  it('refuses a caller before it reads what the caller sends', async () => {
    const post = { method: 'POST', headers: json, body: '{ no JSON' };
    expect(await answer(await fetch(`${url}/skills`, post))).toMatchObject({ status: 401 });
  });

  it('answers with the scope', async () => {
    const { status } = await get(`/skills/${ids.gone}`, bearer(await tokens.issue(['read:skills'])));
    expect(status).toBe(404);
  });

  it('is described with its tokens and scopes', async () => {
    const { body } = await get('/openapi.json');
    expect(body).toMatchObject({
      security: [{ bearer: [] }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      paths: { '/skills': { get: { description: expect.stringContaining('Needs the scope `read:skills`.') } } },
    });
  });
});

describe.each(['/healthz', '/readyz', '/metrics', '/openapi.json'])('%s', (path) => {
  it.each([{}, bearer('nonsense')])('needs no token: %j', async (headers) => {
    expect((await fetch(url + path, { headers })).status).toBe(200);
  });
});

const following = 'subscription { skillChanged { change skill { name templates { name } } } }';

describe('GraphQL over SSE', () => {
  it.each([
    ['without a token', async () => ({}), 401, 'UNAUTHENTICATED'],
    ['with a refused token', async () => bearer('x'), 401, 'UNAUTHENTICATED'],
    ['without the scope', async () => bearer(await tokens.issue(['admin'])), 403, 'FORBIDDEN'],
  ] as const)('opens no stream %s', async (_, headers, status, code) => {
    const response = await graphql(following, { ...(await headers()), accept: 'text/event-stream' });
    expect(response).toMatchObject({ status, body: { errors: [{ extensions: { code } }] } });
    expect(response.challenge === null).toBe(status !== 401);
  });

  it('streams with the scope, and ends with FORBIDDEN when the token is revoked', async () => {
    const headers = bearer(await tokens.issue(['read:skills'], { id: 'sse' }));
    const subscription: Received = subscribeBySse(url, following, undefined, headers);
    await waitFor(async () => (await platform.subscribers()) === 1, { description: 'the subscriber' });
    await platform.publish('skill.created', skillCreated(ids.s1));
    await subscription.atLeast(1);
    expect(subscription.results[0]).toMatchObject({ data: { skillChanged: { skill: { name: 'skill 1' } } } });
    tokens.revoke('sse');
    expect(await subscription.errors()).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('a WebSocket', () => {
  interface Socket {
    readonly messages: { type: string; id?: string; payload?: unknown }[];
    readonly closed: Promise<readonly [number, string]>;
    send(message: object): void;
    next(type: string): Promise<{ payload?: unknown }>;
    close(): void;
  }

  async function connect(payload?: object, at = url): Promise<Socket> {
    const socket = new WebSocket(`${at.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const messages: Socket['messages'] = [];
    const closed = once(socket, 'close').then(([code, reason]) => [code as number, String(reason)] as const);
    let arrived: () => void = () => undefined;
    socket.on('message', (data) => {
      messages.push(JSON.parse(String(data)) as Socket['messages'][number]);
      arrived();
    });
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', ...(payload && { payload }) }));
    return {
      messages,
      closed,
      send: (message) => socket.send(JSON.stringify(message)),
      next: async (type) => {
        for (;;) {
          const found = messages.find((message) => message.type === type);
          if (found) return found;
          await new Promise<void>((resolve) => (arrived = resolve));
        }
      },
      close: () => socket.close(),
    };
  }
  const subscribe = (query: string) => ({ id: '1', type: 'subscribe', payload: { query } });

  it('is accepted without a token, and refuses each operation', async () => {
    const socket = await connect();
    await socket.next('connection_ack');
    socket.send(subscribe(following));
    expect(await socket.next('error')).toMatchObject({ payload: [errorOf('UNAUTHENTICATED', ['skillChanged'])] });
    socket.close();
  });

  it.each(['authorization', 'Authorization'])('reads the token in %s of connection_init', async (name) => {
    const socket = await connect({ [name]: `Bearer ${await tokens.issue(['read:skills'])}` });
    await socket.next('connection_ack');
    socket.send(subscribe(reading));
    expect(await socket.next('next')).toMatchObject({ payload: { data: { skill: { name: 'skill 1' } } } });
    socket.close();
  });

  it.each([
    ['a refused token', 'Bearer nonsense'],
    ['another scheme', 'Basic YTpi'],
    ['no text', 7],
  ])('is closed for %s', async (_, authorization) => {
    const socket = await connect({ authorization });
    expect(await socket.closed).toEqual([4403, 'FORBIDDEN']);
    expect(socket.messages).toEqual([]);
  });

  it('is closed when its token is revoked, with a subscription open', async () => {
    const socket = await connect({ authorization: `Bearer ${await tokens.issue(['read:skills'], { id: 'ws' })}` });
    await socket.next('connection_ack');
    socket.send(subscribe(following));
    tokens.revoke('ws');
    expect(await socket.closed).toEqual([4403, 'FORBIDDEN']);
  });

  it('is closed when its token expires', async () => {
    const token = await tokens.issue(['read:skills'], { lifeMs: -59_000 });
    const socket = await connect({ authorization: `Bearer ${token}` });
    expect(await socket.closed).toEqual([4403, 'FORBIDDEN']);
  });

  it('is closed with 1013 while tokens cannot be checked', async () => {
    const authenticator: Authenticator = {
      identify: async () => ({ principal: { subject: 'anonymous', scopes: [] }, refusal: coreErrors.SHUTTING_DOWN() }),
    };
    const gateway = await startGateway({ parts: { auth: { ...tokens.auth, ...authenticator } } });
    const socket = await connect({ authorization: 'Bearer x' }, gateway.url);
    expect(await socket.closed).toEqual([1013, 'SHUTTING_DOWN']);
    const response = await fetch(`${gateway.url}/skills`);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([503, null]);
    await gateway.stop();
  });
});

describe('a subgraph over HTTP', () => {
  it("gets a signed identity of the caller for itself, and not the caller's token", async () => {
    const subgraphs = await startFakeSubgraphs();
    const supergraphSdl = subgraphs.supergraphSdl
      .replace('schema\n', 'schema\n  @link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)\n')
      .replace('books: [Book!] ', 'books: [Book!] @authenticated ');
    const gateway = await startGateway({ supergraphSdl, parts: { auth: tokens.auth } });
    const token = await tokens.issue(['read:skills']);
    const { body } = await gateway.query('{ books { title author { name } } }', { headers: bearer(token) });
    expect(body.errors).toBeUndefined();
    for (const service of ['catalogue', 'authors'] as const) {
      const [request] = subgraphs[service].received;
      const { authorization } = request?.headers ?? {};
      expect(authorization).not.toContain(token);
      const { principal } = await (await tokens.open({ service })).identify(authorization);
      expect(principal).toEqual({ subject: 'ada', scopes: ['read:skills'] });
    }
    const { status } = await gateway.query('{ authors { name } }', { headers: bearer(token) });
    expect(status).toBe(403);
    await gateway.stop();
    await subgraphs.stop();
  });
});
