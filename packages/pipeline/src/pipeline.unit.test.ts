import { createLogger, defineErrors, runAs } from '@skillwright/service';
import {
  GraphQLError,
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  parse,
  print,
  type IntrospectionQuery,
} from 'graphql';
import {
  FormattedErrors,
  cancellable,
  createPipeline,
  type Door,
  type EngineResult,
  type RequestText,
  type Outcome,
  type ResolvedOperation,
  type StreamedResult,
  type SubscribeOperation,
} from './index.js';

const errors = defineErrors({ SHUT: { category: 'forbidden', message: 'Shut.' } });

const schema = buildSchema(`
  type Query { items(first: Int): [Item!]! item(id: ID!, kind: Kind): Item }
  enum Kind { SMALL LARGE }
  type Mutation { add(name: String!): Item }
  type Subscription { added: Item }
  type Item { name: String items: [Item!]! }
`);

const everything: Door = {
  allowed: new Set(['query', 'mutation', 'subscription']),
  stream: { onOverrun: () => undefined },
};

function createTestPipeline(
  options: { answer?: (operation: ResolvedOperation) => EngineResult; subscribe?: SubscribeOperation } = {},
) {
  const executed: ResolvedOperation[] = [];
  const lines: string[] = [];
  const engine = {
    schema,
    execute: async (operation: ResolvedOperation) => {
      executed.push(operation);
      return options.answer?.(operation) ?? { data: {} };
    },
    onChange: () => () => undefined,
    close: async () => undefined,
  };
  const logger = createLogger({ service: 'test', level: 'error', destination: { write: (line) => lines.push(line) } });
  const { run, execute } = createPipeline({ engine, subscribe: options.subscribe, logger });
  return {
    ...{ engine, executed, lines, execute },
    run: (request: RequestText, door = everything) =>
      runAs({ requestId: 'r-1', timeoutMs: 1_000 }, (caller) => run(request, caller, door)),
  };
}

/** Returns fragments that spread the next one twice each. */
const multiplying = (levels: number) =>
  Array.from(
    { length: levels },
    (_, n) => `fragment F${n} on Item { a: items { ...F${n + 1} } b: items { ...F${n + 1} } }`,
  )
    .concat(`fragment F${levels} on Item { name }`)
    .join(' ');

/** Returns lists around one another. */
function nestedLists(levels: number): unknown {
  let list: unknown[] = [];
  for (let level = 1; level < levels; level += 1) list = [list];
  return list;
}

const codesOf = (outcome: Outcome) =>
  outcome.kind === 'failed' ? outcome.errors.map(({ extensions }) => extensions?.['code']) : [];

describe('an operation in the pipeline', () => {
  it('reaches the engine as the one definition that was requested, with its variables unchanged', async () => {
    const { run, executed } = createTestPipeline();
    const query = 'query A { __typename } query B($id: ID!) { item(id: $id) { ...F } } fragment F on Item { name }';
    expect(await run({ query, operationName: 'B', variables: { id: 7 } })).toEqual({
      kind: 'answered',
      result: { data: {} },
    });
    expect(executed).toMatchObject([{ definition: { name: { value: 'B' } }, variables: { id: 7 } }]);
    expect(Object.keys(executed[0]?.fragments ?? {})).toEqual(['F']);
  });

  it.each<[string, RequestText, string]>([
    ['does not parse', { query: '{ items' }, 'GRAPHQL_PARSE_FAILED'],
    ['has too many tokens', { query: `{ ${'items '.repeat(10_001)} }` }, 'GRAPHQL_PARSE_FAILED'],
    ['does not exist', { query: '{ __typename }', operationName: 'A' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['is not valid', { query: '{ nope }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['lacks a variable', { query: 'query ($id: ID!) { item(id: $id) { name } }' }, 'BAD_USER_INPUT'],
    [
      'is nested beyond the parser',
      { query: '{ items ' + '{ ... '.repeat(3_000) + '{ name }' + ' }'.repeat(3_001) },
      'DOCUMENT_TOO_NESTED',
    ],
    [
      'has a value nested beyond the parser',
      { query: `{ item(id: ${'['.repeat(4_000)}${']'.repeat(4_000)}) { name } }` },
      'DOCUMENT_TOO_NESTED',
    ],
    ['repeats a field', { query: `{ items { ${'name '.repeat(200)} } }` }, 'DOCUMENT_TOO_LARGE'],
    [
      'repeats a field in inline fragments',
      { query: `{ items { ${'... { name } '.repeat(200)} } }` },
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'repeats a fragment',
      { query: `{ items { ${'...F '.repeat(200)} } } fragment F on Item { name }` },
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'is beside an operation that repeats a field',
      { query: `query A { __typename } query B { items { ${'name '.repeat(200)} } }`, operationName: 'A' },
      'DOCUMENT_TOO_LARGE',
    ],
    ['repeats a directive', { query: `{ __typename ${'@aa'.repeat(10)} }` }, 'DOCUMENT_TOO_LARGE'],
    ['repeats a directive on itself', { query: `query ${'@aa'.repeat(10)} { __typename }` }, 'DOCUMENT_TOO_LARGE'],
    [
      'repeats a directive on a variable',
      { query: `query ($a: Int ${'@aa'.repeat(10)}) { __typename }` },
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'repeats a directive on a fragment',
      { query: `{ ...F } fragment F on Query ${'@aa'.repeat(10)} { __typename }` },
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'has many fragments',
      {
        query: `{ ${'x'.repeat(1)} } ${Array.from({ length: 201 }, (_, n) => `fragment F${n} on Item { name }`).join(' ')}`,
      },
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'is one of many',
      { query: Array.from({ length: 101 }, (_, n) => `query Q${n} { __typename }`).join(' '), operationName: 'Q1' },
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'has many aliases',
      { query: `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: __typename`).join(' ')} }` },
      'OPERATION_TOO_WIDE',
    ],
    [
      'has variables nested without end',
      { query: 'query ($id: ID!) { item(id: $id) { name } }', variables: { id: nestedLists(100_000) } },
      'VARIABLES_TOO_DEEP',
    ],
    [
      'is beside fragments that multiply',
      {
        query: `query A { __typename } query B { items { ...F0 } } ${multiplying(60)}`,
        operationName: 'A',
      },
      'OPERATION_TOO_LARGE',
    ],
    ['is beside unused fragments that multiply', { query: `{ __typename } ${multiplying(60)}` }, 'OPERATION_TOO_LARGE'],
    [
      'has fragments that contain themselves',
      { query: '{ ...F } fragment F on Query { items { name } ...F }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['is too deep', { query: `{ items { ${'items { '.repeat(24)}name${' }'.repeat(24)} } }` }, 'OPERATION_TOO_DEEP'],
    [
      'is too costly by the default of a variable',
      { query: 'query ($n: Int = 200000) { items(first: $n) { name items { name } } }' },
      'OPERATION_TOO_COSTLY',
    ],
    [
      'is too costly by lists without a page size',
      { query: `{ items ${'{ items '.repeat(6)} { name } ${'}'.repeat(6)} }` },
      'OPERATION_TOO_COSTLY',
    ],
    [
      'is too costly by the size of a list in a fragment',
      { query: '{ ...F } fragment F on Query { items(first: 100000) { name } }' },
      'OPERATION_TOO_COSTLY',
    ],
  ])('that %s is refused and not executed', async (_fault, request, code) => {
    const { run, executed } = createTestPipeline();
    const outcome = await run(request);
    expect(codesOf(outcome)).toEqual([code]);
    expect(outcome).toMatchObject({ errors: [{ extensions: { request_id: 'r-1' } }] });
    expect(executed).toEqual([]);
  });

  it.each<[string, string, Door['allowed'], string]>([
    ['mutation', 'mutation { add(name: "x") { name } }', new Set(['query']), 'MUTATION_NEEDS_POST'],
    ['subscription', 'subscription { added { name } }', new Set(['query', 'mutation']), 'SUBSCRIPTION_NEEDS_STREAM'],
  ])('that is a %s is refused by a door that does not accept it', async (_kind, query, allowed, code) => {
    const { run, executed } = createTestPipeline();
    expect(codesOf(await run({ query }, { ...everything, allowed }))).toEqual([code]);
    expect(executed).toEqual([]);
  });

  it('that is invalid gets all faults of its document, each with its location', async () => {
    const { run } = createTestPipeline();
    expect(await run({ query: '{ a b }' })).toMatchObject({
      errors: [{ locations: [{ line: 1, column: 3 }] }, { locations: [{ line: 1, column: 5 }] }],
    });
  });

  it('is told what is wrong, but not what the schema has instead', async () => {
    const { run } = createTestPipeline();
    const outcomes = [
      await run({ query: '{ itemz { name } }' }),
      await run({ query: '{ __schema { directive } }' }),
      await run({ query: 'query ($kind: Kin!) { item(id: 1, ids: 2) { name } }' }),
      await run({ query: 'query ($kind: Kind!) { item(id: 1, kind: $kind) { name } }', variables: { kind: 'SMAL' } }),
      await run({ query: '{ item(id: 1, kind: SMAL) { name } }' }),
    ];
    for (const outcome of outcomes) {
      expect(codesOf(outcome).length).toBeGreaterThan(0);
      expect(JSON.stringify(outcome)).not.toMatch(/did you mean|items|directives|SMALL/i);
    }
  });

  it('is validated against the current schema', async () => {
    const { engine, execute } = createTestPipeline();
    const operation = { document: parse('{ item(id: 1) { name } }') };
    const answer = () => runAs({ timeoutMs: 1_000 }, (caller) => execute(operation, caller));
    expect(await answer()).toEqual({ data: {} });
    Object.assign(engine, { schema: buildSchema('type Query { other: Int }') });
    expect(await answer()).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  });
});

describe('introspection', () => {
  it('is answered without the engine, in the order of the operation', async () => {
    const { run, executed } = createTestPipeline({ answer: () => ({ data: { a: 1, z: 2 } }) });
    const query = `query Q($with: Boolean!, $name: String = "Item") {
      a: __typename ...F ... @include(if: $with) { t: __type(name: $name) { name } } z: __typename
    } fragment F on Query { __schema { queryType { isOneOf ...N } } } fragment N on __Type { name }`;
    const outcome = await run({ query, variables: { with: true } });
    expect(outcome).toEqual({
      kind: 'answered',
      result: {
        data: { a: 1, __schema: { queryType: { isOneOf: null, name: 'Query' } }, t: { name: 'Item' }, z: 2 },
      },
    });
    expect(Object.keys(outcome.kind === 'answered' ? (outcome.result.data ?? {}) : {})).toEqual([
      'a',
      '__schema',
      't',
      'z',
    ]);
    expect(executed.map(({ document }) => print(document))).toEqual([
      print(parse('query Q($with: Boolean!, $name: String = "Item") { a: __typename z: __typename }')),
    ]);
  });

  it('alone does not reach the engine', async () => {
    const { run, executed } = createTestPipeline();
    const outcome = await run({ query: getIntrospectionQuery({ oneOf: true }) });
    expect(
      buildClientSchema((outcome as unknown as { result: { data: IntrospectionQuery } }).result.data).getType('Item'),
    ).toBeDefined();
    expect(executed).toEqual([]);
  });

  it('is lost when the rest of the operation has no answer', async () => {
    const { run } = createTestPipeline({ answer: () => ({ data: null, errors: [new GraphQLError('x')] }) });
    expect(await run({ query: '{ __schema { queryType { name } } items { name } }' })).toMatchObject({
      result: { data: null, errors: [{}] },
    });
  });
});

describe('an answer of the engine', () => {
  it('with errors in some fields keeps its data, and its errors are formatted', async () => {
    const error = new GraphQLError('x', { path: ['item'], originalError: errors.SHUT() });
    const { run } = createTestPipeline({ answer: () => ({ data: { item: null }, errors: [error] }) });
    expect(await run({ query: '{ item(id: 1) { name } }' })).toEqual({
      kind: 'answered',
      result: {
        data: { item: null },
        errors: [
          { message: 'Shut.', path: ['item'], extensions: { code: 'SHUT', category: 'forbidden', request_id: 'r-1' } },
        ],
      },
    });
  });

  it('with errors alone counts as failed', async () => {
    const { run } = createTestPipeline({
      answer: () => ({ errors: [new GraphQLError('x', { originalError: errors.SHUT() })] }),
    });
    expect(codesOf(await run({ query: '{ __typename }' }))).toEqual(['SHUT']);
  });

  it('that is an unexpected error becomes a generic text, and is logged under the request id', async () => {
    const { run, lines } = createTestPipeline({
      answer: () => {
        throw new Error('password=hunter2');
      },
    });
    const outcome = await run({ query: '{ __typename }' });
    expect(codesOf(outcome)).toEqual(['INTERNAL']);
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { request_id: 'r-1', err: { message: 'password=hunter2' } },
    ]);
  });
});

describe('a subscription', () => {
  const query = 'subscription { added { name } }';
  const failed = new GraphQLError('x', { path: ['added'], originalError: errors.SHUT() });
  const results: StreamedResult[] = [
    { cursor: '1', result: { data: { added: null } } },
    { cursor: '2', result: { data: { added: null }, errors: [failed] } },
  ];

  it('is a stream of formatted results, and ends with formatted errors if it fails', async () => {
    const { run } = createTestPipeline({
      subscribe: async () =>
        cancellable(
          (async function* () {
            yield* results;
            throw errors.SHUT();
          })(),
          () => undefined,
        ),
    });
    const outcome = await run({ query });
    const received: unknown[] = [];
    const reading = (async () => {
      if (outcome.kind === 'streaming') for await (const each of outcome.stream) received.push(each);
    })();
    await expect(reading).rejects.toThrow(FormattedErrors);
    expect(received).toMatchObject([
      results[0],
      { cursor: '2', result: { errors: [{ extensions: { code: 'SHUT' } }] } },
    ]);
  });

  it('ends at once when the door ends it, also while it waits for an event', async () => {
    let ended = false;
    const { run } = createTestPipeline({
      subscribe: async () => {
        let stop: () => void = () => undefined;
        const stopped = new Promise<void>((resolve) => (stop = resolve));
        return cancellable(
          (async function* (): AsyncGenerator<StreamedResult, void, undefined> {
            await stopped;
            ended = true;
            yield* [];
          })(),
          () => stop(),
        );
      },
    });
    const outcome = await run({ query });
    if (outcome.kind !== 'streaming') throw new Error(outcome.kind);
    const next = outcome.stream.next();
    await outcome.stream.return();
    expect([await next, ended]).toEqual([{ done: true, value: undefined }, true]);
  });

  it('reports a formatted error to the door when it is cut off', async () => {
    const reported: unknown[] = [];
    const { run } = createTestPipeline({
      subscribe: async (_operation, _caller, { onOverrun }) => {
        onOverrun(errors.SHUT());
        return cancellable(
          (async function* (): AsyncGenerator<StreamedResult, void, undefined> {
            yield* [];
          })(),
          () => undefined,
        );
      },
    });
    await run({ query }, { ...everything, stream: { onOverrun: (formatted) => void reported.push(...formatted) } });
    expect(reported).toMatchObject([{ extensions: { code: 'SHUT', request_id: 'r-1' } }]);
  });

  it('is refused if the pipeline serves none', async () => {
    expect(codesOf(await createTestPipeline().run({ query }))).toEqual(['SUBSCRIPTION_NOT_SERVED']);
  });
});
