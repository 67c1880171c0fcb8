import { createHash } from 'node:crypto';
import { parse } from 'graphql';
import { doors, httpDoors, type AnyRequest, type Door } from '../../test/doors.js';
import { ids, startPlatform, type Platform } from '../../test/platform.js';

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterEach(() => {
  for (const requests of Object.values(platform.requests)) requests.splice(0);
});
afterAll(() => platform.stop());

const send = (door: Door, request: AnyRequest | readonly AnyRequest[]) => door(platform.gateway, request);
const executed = () => Object.values(platform.requests).flatMap((requests) => requests.map(({ query }) => query));

const deletion = '{ deleteSkill(input: { id: "x" }) { id } }';
const reading = `{ skill(id: "${ids.s1}") { name } }`;
const remove = `mutation Remove ${deletion}`;
const read = `query Read ${reading}`;
const fragment = 'fragment Part on Skill { name }';
const spread = `query Read { skill(id: "${ids.s1}") { ...Part } } ${fragment}`;

const unresolved: [string, AnyRequest][] = [
  ['an empty name, of a mutation without one', { query: `mutation ${deletion}`, operationName: '' }],
  ['an empty name, of a mutation that has one', { query: remove, operationName: '' }],
  ['an empty name, of two operations', { query: `${read} ${remove}`, operationName: '' }],
  ['an empty name, of a query', { query: reading, operationName: '' }],
  ['a blank name', { query: `mutation ${deletion}`, operationName: ' ' }],
  ['an unknown name', { query: remove, operationName: 'Other' }],
  ['a name in another case', { query: remove, operationName: 'remove' }],
  ['a name, where the mutation has none', { query: `mutation ${deletion}`, operationName: 'Remove' }],
  ['the name of a property that every object has', { query: remove, operationName: '__proto__' }],
  ['the name of a fragment', { query: `${remove} ${spread}`, operationName: 'Part' }],
  ['no name, of two operations', { query: `${read} ${remove}` }],
  ['no name, of two operations, the mutation first', { query: `${remove} ${read}` }],
  ['null for a name, of two operations', { query: `${read} ${remove}`, operationName: null }],
  ['no name, of two operations without one', { query: `query ${reading} mutation ${deletion}` }],
  ['the name of two operations', { query: `${remove} ${remove}`, operationName: 'Remove' }],
  ['the name of a query and a mutation', { query: `query Remove ${reading} ${remove}`, operationName: 'Remove' }],
  ['no operation at all', { query: fragment }],
];

const mistyped: [string, AnyRequest | AnyRequest[]][] = [
  ['a list of requests', [{ query: remove }, { query: remove }]],
  ['a list of one request', [{ query: remove }]],
  ['a list for a query', { query: [remove, remove] }],
  ['an object for a query', { query: { kind: 'Document', definitions: [] } }],
  ['a number for a query', { query: 7 }],
  ['an empty query', { query: '' }],
  ['no query', { operationName: 'Remove' }],
  ['a list for a name', { query: remove, operationName: ['Remove', 'Remove'] }],
  ['an object for a name', { query: remove, operationName: { name: 'Remove' } }],
  ['a number for a name', { query: remove, operationName: 7 }],
  ['a truth value for a name', { query: remove, operationName: false }],
  ['a list for variables', { query: remove, variables: [{}, {}] }],
  ['a number for variables', { query: remove, variables: 7 }],
  ['text for variables', { query: remove, variables: 'a' }],
];

describe.each(Object.entries(doors))('by %s', (_, door) => {
  it.each(unresolved)('a request with %s executes nothing and gets the reason', async (_kind, request) => {
    // Apollo Server refuses a GET earlier, because of the first operation with its name.
    expect(await send(door, request)).toMatch(/OPERATION_RESOLUTION_FAILURE|^405 /);
    expect(executed()).toEqual([]);
  });

  it('the named operation is the executed one', async () => {
    expect(await send(door, { query: `${remove} ${read}`, operationName: 'Read' })).toContain('skill 1');
    expect(executed()).toEqual([expect.stringMatching(/^(query\b.*)?\{/)]);
  });
});

describe.each(Object.entries(doors).filter(([name]) => name !== 'in process'))('by %s', (_, door) => {
  it.each(mistyped)('a request with %s executes nothing', async (_kind, request) => {
    await send(door, request);
    expect(executed()).toEqual([]);
  });
});

describe.each([
  ['HTTP', 'HTTP GET', 405],
  ['SSE', 'SSE GET', 'MUTATION_NEEDS_POST'],
])('by GET over %s', (_, name, expected) => {
  const door = httpDoors[name] as Door;

  it.each<[string, AnyRequest]>([
    ['without a name', { query: `mutation ${deletion}` }],
    ['with its name', { query: remove, operationName: 'Remove' }],
    ['behind a query', { query: `${read} ${remove}`, operationName: 'Remove' }],
  ])('a mutation %s is refused', async (_kind, request) => {
    expect(await send(door, request)).toContain(String(expected));
    expect(executed()).toEqual([]);
  });

  it.each([undefined, 'Remove', ''])('a mutation by its hash, with the name %j, is refused', async (operationName) => {
    const sha256Hash = createHash('sha256').update(remove).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    await send(doors['HTTP POST'] as Door, { query: remove, extensions });
    expect(executed()).toHaveLength(1);
    const answer = await send(door, { extensions, ...(operationName !== undefined && { operationName }) });
    expect(answer).toMatch(/^(4\d\d|200 event)/);
    expect(executed()).toHaveLength(1);
  });
});

describe.each(Object.entries({ ...httpDoors, WebSocket: doors['WebSocket'] as Door }))('by %s', (name, door) => {
  // The text of a document is the key of its query plan. A document under another text would change the answers for that
  // text.
  it('a parsed document in a request is not executed, neither at once nor later', async () => {
    const query = `{ ${name.replaceAll(' ', '')}: skill(id: "${ids.s2}") { name } }`;
    const planted = { ...parse(`mutation ${deletion}`, { noLocation: true }), loc: { source: { body: query } } };
    await send(door, { query, document: planted });
    await send(httpDoors['HTTP GET'] as Door, { query });
    expect(executed().filter((text) => text.includes('deleteSkill'))).toEqual([]);
    await send(door, { document: planted });
    expect(executed().filter((text) => text.includes('deleteSkill'))).toEqual([]);
  });
});

it('the same requests are executed if nothing is wrong with them', async () => {
  for (const door of [doors['HTTP POST'], doors['SSE POST'], doors['WebSocket'], doors['in process']] as Door[]) {
    await send(door, { query: `${read} ${remove}`, operationName: 'Remove' });
  }
  expect(executed()).toEqual(Array(4).fill(expect.stringMatching(/^mutation/)));
});
