import { once } from 'node:events';
import { isId, type Caller } from '@skillwright/service';
import { WebSocket } from 'ws';
import { startGateway, type RunningGateway } from '../../test/running-gateway.js';

let gateway: RunningGateway;
/**
 * The callers that reached the skill subgraph, oldest first. It answers when their signals abort, or when all are
 * released.
 */
const callers: Caller[] = [];
let arrived: () => void = () => undefined;

let release: () => void = () => undefined;
let released: Promise<void>;

const start = async (requestTimeoutMs: number) => {
  released = new Promise((resolve) => (release = resolve));
  gateway = await startGateway({
    env: { REQUEST_TIMEOUT_MS: String(requestTimeoutMs) },
    parts: {
      executors: {
        skill: async (_operation, caller) => {
          callers.push(caller);
          arrived();
          await Promise.race([once(caller.signal, 'abort'), released]);
          return { data: null };
        },
      },
    },
  });
};

/** Resolves with the callers once there are `count`. */
async function callersOf(count: number): Promise<readonly Caller[]> {
  while (callers.length < count) await new Promise<void>((resolve) => (arrived = resolve));
  return callers;
}
const abortOf = async ({ signal }: Caller) => {
  if (!signal.aborted) await once(signal, 'abort');
  return signal.reason as unknown;
};

afterEach(async () => {
  callers.splice(0);
  release();
  await gateway.stop();
});

const json = { 'content-type': 'application/json' };
const identity = { 'x-request-id': 'r-1', 'x-actor': 'ada' };
const skill = '{ skill(name: "x") { id } }';
const deletion = 'mutation { deleteSkill(input: { id: "x" }) { id } }';

interface Client {
  leave(): void;
}

function fetching(path: string, body?: object, headers: Record<string, string> = {}): Client {
  const leaving = new AbortController();
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  fetch(gateway.url + path, { ...init, headers: { ...identity, ...json, ...headers }, signal: leaving.signal }).then(
    (response) => response.text().catch(() => undefined),
    () => undefined,
  );
  return { leave: () => leaving.abort() };
}

function bySocket(queries: readonly string[], headers: Record<string, string> = {}): Client {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  socket.once('open', () => socket.send('{"type":"connection_init"}'));
  socket.once('message', () => {
    for (const [id, query] of queries.entries())
      socket.send(JSON.stringify({ id: String(id), type: 'subscribe', payload: { query } }));
  });
  return { leave: () => socket.terminate() };
}

const reads: [string, () => Client][] = [
  ['GraphQL over HTTP', () => fetching('/graphql', { query: skill })],
  ['GraphQL over SSE', () => fetching('/graphql', { query: skill }, { accept: 'text/event-stream' })],
  ['REST', () => fetching('/skills/x')],
  ['a WebSocket', () => bySocket([skill], identity)],
];

describe('a client', () => {
  beforeEach(() => start(60_000));

  it.each(reads)(
    'over %s is one anonymous caller as far as the subgraph, whatever its headers claim',
    async (_, connect) => {
      const client = connect();
      const [caller] = await callersOf(1);
      const principal = { subject: 'anonymous', scopes: expect.arrayContaining(['read:skills', 'admin']) };
      expect(caller).toMatchObject({ requestId: 'r-1', principal });
      client.leave();
    },
  );

  it.each(reads)('that disconnects aborts its read over %s', async (_, connect) => {
    const client = connect();
    const [caller] = await callersOf(1);
    client.leave();
    expect(await abortOf(caller as Caller)).toMatchObject({ code: 'CLIENT_GONE' });
  });

  it('that names no request id gets a new one for each operation of its socket', async () => {
    const client = bySocket([skill, deletion]);
    const ids = (await callersOf(2)).map(({ requestId }) => requestId);
    expect(ids.every(isId)).toBe(true);
    expect(new Set(ids).size).toBe(2);
    client.leave();
  });

  it('that disconnects does not abort its mutation', async () => {
    const writing = fetching('/graphql', { query: deletion });
    await callersOf(1);
    const reading = fetching('/skills/x');
    const [writer, reader] = await callersOf(2);
    writing.leave();
    reading.leave();
    await abortOf(reader as Caller);
    expect(writer?.signal.aborted).toBe(false);
  });
});

describe('the deadline', () => {
  beforeEach(() => start(200));

  it.each([
    ['a read over REST', '/skills/x', undefined, 504],
    ['a write over REST', '/skills', { name: 'x', description: 'd', instructions: 'i' }, 504],
    ['a GraphQL query', '/graphql', { query: skill }, 200],
    ['a GraphQL mutation', '/graphql', { query: deletion }, 200],
  ])('ends %s', async (_, path, body, status) => {
    const init = body ? { method: 'POST', body: JSON.stringify(body), headers: json } : {};
    const response = await fetch(gateway.url + path, init);
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(/REQUEST_TIMEOUT|NEIGHBOUR_TIMEOUT/);
  });
});
