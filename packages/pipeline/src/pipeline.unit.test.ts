import { createLogger, defineErrors, runAs } from '@skillwright/service';
import { GraphQLError, buildSchema, parse } from 'graphql';
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
  type Query { items(first: Int): [Item!]! item(id: ID!): Item }
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
    ['is too deep', { query: `{ items { ${'items { '.repeat(24)}name${' }'.repeat(24)} } }` }, 'OPERATION_TOO_DEEP'],
    [
      'is too costly by the default of a variable',
      { query: 'query ($n: Int = 200000) { items(first: $n) { name items { name } } }' },
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

  it('is validated against the current schema', async () => {
    const { engine, execute } = createTestPipeline();
    const operation = { document: parse('{ item(id: 1) { name } }') };
    const answer = () => runAs({ timeoutMs: 1_000 }, (caller) => execute(operation, caller));
    expect(await answer()).toEqual({ data: {} });
    Object.assign(engine, { schema: buildSchema('type Query { other: Int }') });
    expect(await answer()).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
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
