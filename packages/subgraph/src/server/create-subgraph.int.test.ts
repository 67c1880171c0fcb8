import { coreErrors, createHttpServer, createLogger, createMetrics, Health } from '@skillwright/service';
import { executeText } from '@skillwright/testing';
import { createSubgraph, type ResolverContext } from '../index.js';

const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  scalar DateTime
  scalar JSON
  type Mutation { make: Int! write(value: Int!): Written! }
  type Written { value: Int! }
  type Query { now: DateTime! echo(value: JSON): JSON defect: Int expected: Int made: Int! }
`;

async function build() {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info', destination: { write: (line) => lines.push(line) } });
  let made = 0;
  let written = 0;
  const subgraph = await createSubgraph({
    typeDefs,
    logger,
    resolvers: {
      Mutation: {
        make: () => (made += 1),
        write: (_parent: unknown, { value }: { value: number }) => {
          written = value;
          return {};
        },
      },
      Written: {
        value: (_parent: unknown, _args: unknown, context: ResolverContext) => context.memo('written', () => written),
      },
      Query: {
        now: () => new Date(0),
        echo: (_parent: unknown, { value }: { value: unknown }) => value,
        defect: () => {
          throw new Error('password=hunter2');
        },
        expected: () => {
          throw coreErrors.CURSOR_INVALID({}, { errors: [{ code: 'cursor', path: 'after', message: 'no' }] });
        },
        made: (_parent: unknown, _args: unknown, context: ResolverContext) => context.memo('made', () => (made += 1)),
      },
    },
  });
  const http = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    health: new Health(),
    metrics: createMetrics({ service: 'test' }),
  });
  subgraph.register(http);
  return { subgraph, http, lines, made: () => made };
}

describe('createSubgraph', () => {
  it('writes instants in UTC and accepts any JSON', async () => {
    const { subgraph } = await build();
    const { data } = await executeText(subgraph.execute, 'query ($value: JSON) { now echo(value: $value) }', {
      variables: { value: { a: [1, null] } },
    });
    expect({ ...data }).toEqual({ now: '1970-01-01T00:00:00.000Z', echo: { a: [1, null] } });
  });

  it('shows the code and faults of an expected error, and only the request id of a defect', async () => {
    const { subgraph, lines } = await build();
    const { data, errors } = await executeText(subgraph.execute, '{ now defect expected }', { requestId: 'r1' });
    expect({ ...data }).toMatchObject({ now: '1970-01-01T00:00:00.000Z', defect: null, expected: null });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'INTERNAL', category: 'internal', request_id: 'r1' },
      {
        code: 'CURSOR_INVALID',
        category: 'invalid_input',
        request_id: 'r1',
        errors: [{ code: 'cursor', path: 'after', message: 'no' }],
      },
    ]);
    expect(JSON.stringify(errors)).not.toContain('hunter2');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] as string)).toMatchObject({ request_id: 'r1', err: { message: 'password=hunter2' } });
  });

  it('creates a shared value once per request', async () => {
    const { subgraph } = await build();
    const first = await executeText(subgraph.execute, '{ a: made b: made }');
    const second = await executeText(subgraph.execute, '{ made }');
    expect([{ ...first.data }, { ...second.data }]).toEqual([{ a: 1, b: 1 }, { made: 2 }]);
  });

  it('creates it again for each root field of a mutation, so that a field reads the writes of the field before it', async () => {
    const { http } = await build();
    const query = 'mutation { a: write(value: 1) { value again: value } b: write(value: 2) { value } }';
    const response = await http.inject({ method: 'POST', url: '/graphql', payload: { query } });
    expect(response.json()).toEqual({ data: { a: { value: 1, again: 1 }, b: { value: 2 } } });
  });

  it.each([
    ['does not parse', '{ now', 'GRAPHQL_PARSE_FAILED', 'malformed'],
    ['names an unknown field', '{ nope }', 'GRAPHQL_VALIDATION_FAILED', 'invalid_input'],
    ['is far too long', `{ ${'now '.repeat(20_000)} }`, 'GRAPHQL_PARSE_FAILED', 'malformed'],
  ])('refuses a query that %s', async (_case, query, code, category) => {
    const { http } = await build();
    const response = await http.inject({ method: 'POST', url: '/graphql', payload: { query } });
    expect(response.json().errors[0].extensions).toMatchObject({ code, category });
  });

  it('gives the same answer over HTTP', async () => {
    const { http } = await build();
    const response = await http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'x-request-id': 'r1' },
      payload: { query: '{ now expected }' },
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      data: { now: '1970-01-01T00:00:00.000Z' },
      errors: [{ extensions: { code: 'CURSOR_INVALID', request_id: 'r1' } }],
    });
  });

  it.each<[string, { query: string; operationName?: string }]>([
    ['an empty name', { query: 'mutation { make }', operationName: '' }],
    ['an unknown name', { query: 'mutation Make { make }', operationName: 'make' }],
    ['no name, of two operations', { query: 'query Read { now } mutation Make { make }' }],
    ['the name of two operations', { query: 'mutation Make { make } mutation Make { make }', operationName: 'Make' }],
    ['the name of a fragment', { query: 'fragment F on Mutation { make } mutation Make { ...F }', operationName: 'F' }],
  ])('executes nothing for a request with %s', async (_case, request) => {
    const { subgraph, http, made } = await build();
    const inProcess = await executeText(subgraph.execute, request.query, request);
    const overHttp = await http.inject({ method: 'POST', url: '/graphql', payload: request });
    for (const { errors } of [inProcess, overHttp.json<typeof inProcess>()]) {
      expect(errors).toMatchObject([{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]);
    }
    expect(overHttp.statusCode).toBe(400);
    expect(made()).toBe(0);
  });

  it.each(['GET', 'PUT', 'DELETE'] as const)('accepts no request by %s', async (method) => {
    const { http, made } = await build();
    const response = await http.inject({ method, url: '/graphql?query=mutation%7Bmake%7D&operationName=' });
    expect([response.statusCode, made()]).toEqual([405, 0]);
  });
});
