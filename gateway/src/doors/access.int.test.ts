import { once } from 'node:events';
import { request as send } from 'node:http';
import { WebSocket } from 'ws';
import { startGateway, type RunningGateway } from '../../test/running-gateway.js';

const app = 'https://app.example';
let gateway: RunningGateway;
let executions = 0;

beforeAll(async () => {
  const count = async () => {
    executions += 1;
    return { data: { skill: null, deleteSkill: { id: 'x' }, _entities: [] } };
  };
  const executors = { skill: count, generation: count, validation: count };
  gateway = await startGateway({ env: { CORS_ORIGINS: app, ALLOWED_HOSTS: 'skills.example' }, parts: { executors } });
});
afterAll(() => gateway.stop());
beforeEach(() => void (executions = 0));

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

type Door = (headers: Record<string, string>) => Promise<Answer>;

function http(method: string, path: string, body?: string, own: Record<string, string> = {}): Door {
  return async (headers) => {
    const request = send(gateway.url + path, { method, headers: { ...own, ...headers } });
    request.end(body);
    const [response] = await once(request, 'response');
    response.resume();
    await once(response, 'end');
    return { status: response.statusCode, headers: response.headers };
  };
}

const upgrade: Door = async (headers) => {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  const opened = once(socket, 'open').then(() => ({ status: 101, headers: {} }));
  const refused = once(socket, 'unexpected-response').then(([, { statusCode, headers: given }]) => ({
    status: statusCode as number,
    headers: given as Answer['headers'],
  }));
  try {
    return await Promise.race([opened, refused]);
  } finally {
    socket.on('error', () => undefined);
    socket.terminate();
  }
};

const json = { 'content-type': 'application/json' };
const deletion = JSON.stringify({ query: 'mutation { deleteSkill(input: { id: "x" }) { id } }' });
const stream = { accept: 'text/event-stream' };
const doors: Readonly<Record<string, Door>> = {
  'a REST read': http('GET', '/skills/x'),
  'a REST write': http('POST', '/skills', '{"name":"x","description":"d","instructions":"i"}', json),
  'a GraphQL read': http('GET', '/graphql?query={skill(name:"x"){id}}', undefined, { 'apollo-require-preflight': '1' }),
  'a GraphQL mutation': http('POST', '/graphql', deletion, json),
  'an event stream': http('GET', '/graphql?query={skill(name:"x"){id}}', undefined, stream),
  'a mutation over an event stream': http('POST', '/graphql', deletion, { ...json, ...stream }),
  'a WebSocket': upgrade,
  'the page': http('GET', '/graphiql'),
  'the documents': http('GET', '/openapi.json'),
  'a preflight request': http('OPTIONS', '/graphql', undefined, { 'access-control-request-method': 'POST' }),
  '/healthz': http('GET', '/healthz'),
  '/metrics': http('GET', '/metrics'),
};
const each = Object.entries(doors);

describe('a page whose name now leads to this machine (DNS rebinding)', () => {
  it.each(each)('is refused by %s', async (_, door) => {
    const { status } = await door({ host: 'evil.example:4000', origin: 'http://evil.example:4000' });
    expect([status, executions]).toEqual([421, 0]);
  });
});

describe('a page of another origin', () => {
  it.each(each)('is refused by %s', async (_, door) => {
    const { status, headers } = await door({ origin: 'https://evil.example' });
    expect([status, executions]).toEqual([403, 0]);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('cannot execute a mutation without asking first', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json']) {
      const { status } = await http('POST', '/graphql', deletion, { 'content-type': type })({});
      expect(status).toBe(415);
    }
    expect(executions).toBe(0);
  });
});

describe('a page of an allowed origin', () => {
  it.each(each)('is answered by %s', async (_, door) => {
    const { status, headers } = await door({ origin: app });
    expect([421, 403]).not.toContain(status);
    if (status !== 101) expect(headers).toMatchObject({ 'access-control-allow-origin': app });
  });
});

describe('an allowed host', () => {
  it.each(each)('is answered by %s, also with its own origin', async (_, door) => {
    const { status } = await door({ host: 'skills.example', origin: 'https://skills.example' });
    expect([421, 403]).not.toContain(status);
  });
});
