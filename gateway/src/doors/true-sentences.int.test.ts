import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { doors, type AnyRequest } from '../../test/doors.js';
import { ids, startPlatform, type Platform } from '../../test/platform.js';
import { startGateway } from '../../test/running-gateway.js';

let platform: Platform;
beforeAll(async () => void (platform = await startPlatform()));
afterAll(() => platform.stop());

const persisted = (persistedQuery: unknown) => ({ query: '{ __typename }', extensions: { persistedQuery } });
const asMutation =
  'generateProject(input: { name: "n", template: "t", parameters: {}, dryRun: $b }) { project { id } }';

const everywhere: [string, AnyRequest, string, RegExp][] = [
  [
    'no name among several operations',
    { query: 'query A { __typename } query B { __typename }' },
    'OPERATION_RESOLUTION_FAILURE',
    /several operations/,
  ],
  [
    'an unknown name',
    { query: 'query A { __typename }', operationName: 'C' },
    'OPERATION_RESOLUTION_FAILURE',
    /named \\"C\\"/,
  ],
  [
    'null for a required variable with a default',
    { query: 'query($n: Int! = 20) { skills(first: $n) { totalCount } }', variables: { n: null } },
    'BAD_USER_INPUT',
    /\$n\\" of non-null type/,
  ],
  [
    'null instead of a default, for an argument that needs a value',
    { query: 'query($n: Int = 20) { skills(first: $n) { totalCount } }', variables: { n: null } },
    'BAD_USER_INPUT',
    /\$n\\" must not be null.*"locations":\[\{"line":1,"column":37\}\]/,
  ],
  [
    'null instead of a default, in a fragment',
    {
      query: 'query($n: Int = 20) { ...F } fragment F on Query { skills(first: $n) { totalCount } }',
      variables: { n: null },
    },
    'BAD_USER_INPUT',
    /\$n\\" must not be null/,
  ],
  [
    'null instead of a default, for a directive',
    { query: 'query($s: Boolean = true) { skills @skip(if: $s) { totalCount } }', variables: { s: null } },
    'BAD_USER_INPUT',
    /\$s\\" must not be null/,
  ],
  [
    'a field that does not exist, at its place',
    { query: '{\n  skill(id: "x") {\n    nope\n  }\n}' },
    'GRAPHQL_VALIDATION_FAILED',
    /nope.*"locations":\[\{"line":3,"column":5\}\]/,
  ],
];

describe('a fault of the request', () => {
  const cases = everywhere.flatMap(([fault, request, code, sentence]) =>
    Object.entries(doors).map(([door, send]) => ({ fault, request, code, sentence, door, send })),
  );
  it.each(cases)('$fault is told by $door', async ({ request, code, sentence, door, send }) => {
    const answer = await send(platform.gateway, request);
    expect(answer).toContain(`"code":"${code}"`);
    expect(answer).toMatch(sentence);
    if (door.startsWith('HTTP')) expect(answer).toMatch(/^400 /);
    if (door === 'WebSocket') expect(answer).toMatch(/"type":"error"/);
    if (door === 'WebSocket') expect(answer).not.toMatch(/"type":"next"/);
    expect(answer).not.toContain('INTERNAL');
  });

  it('is told for null in the input of a mutation', async () => {
    const request = { query: `mutation($b: Boolean = true) { ${asMutation} }`, variables: { b: null } };
    const answer = await (doors['HTTP POST'] as (typeof doors)[string])(platform.gateway, request);
    expect(answer).toMatch(/^400 .*\$b\\" must not be null.*"BAD_USER_INPUT"/);
  });

  it.each([
    ['another hash', persisted({ version: 1, sha256Hash: 'abc' }), 'provided sha does not match query'],
    ['another version', persisted({ version: 2, sha256Hash: 'abc' }), 'Unsupported persisted query version'],
    ['no object', persisted(7), 'Unsupported persisted query version'],
  ])('is told for a persisted query with %s', async (_, request, sentence) => {
    for (const door of ['HTTP POST', 'HTTP GET'] as const) {
      const answer = await (doors[door] as (typeof doors)[string])(platform.gateway, request);
      expect(answer).toMatch(/^400 /);
      expect(answer).toContain(sentence);
      expect(answer).toContain('"code":"BAD_REQUEST"');
    }
  });

  it('is not seen where null is as good as a value', async () => {
    const query = 'query($n: Int, $v: String = "1.0.0") { skill(id: "x", version: $v) { id } __typename }';
    const { body } = await platform.gateway.query(query.replace('$n: Int, ', ''), { variables: { v: null } });
    expect(body.errors).toBeUndefined();
  });
});

describe('introspection', () => {
  it('has the fields of newer clients', async () => {
    const query = getIntrospectionQuery({ oneOf: true, specifiedByUrl: true, inputValueDeprecation: true });
    const { status, body } = await platform.gateway.query(query);
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(buildClientSchema(body.data as IntrospectionQuery).getSubscriptionType()).toBeDefined();
  });

  it('may be named, aliased and in fragments', async () => {
    const query = `query A { ...F } query B { skill(id: "${ids.s1}") { name } }
      fragment F on Query { type: __type(name: "Skill") { isOneOf ... on __Type { kind } } }`;
    const response = await fetch(`${platform.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, operationName: 'A' }),
    });
    expect(await response.json()).toEqual({ data: { type: { isOneOf: null, kind: 'OBJECT' } } });
  });
});

describe('a defect', () => {
  it('is in the log under the request id of its answer', async () => {
    const lines: string[] = [];
    const fail = () => Promise.reject(new Error('the engine is on fire'));
    const gateway = await startGateway({ parts: { executors: { skill: fail } }, log: (line) => lines.push(line) });
    const { body } = await gateway.query(`{ skill(id: "${ids.s1}") { name } }`);
    const [error] = body.errors ?? [];
    expect(error?.extensions).toMatchObject({ code: 'INTERNAL' });
    const logged = lines.map((line) => JSON.parse(line) as { request_id?: string; level: string });
    expect(logged).toContainEqual(
      expect.objectContaining({ level: 'error', request_id: error?.extensions['request_id'] }),
    );
    await gateway.stop();
  });
});
