import { openCaller, runAs, type Caller } from '@skillwright/service';
import { GraphQLError, parse } from 'graphql';
import { resolveOperation, type Engine, type EngineResult } from '../src/index.js';

/** The bound of an answer, in values, that an engine under test has to keep. */
export const answerValues = 400;

/** Creates an engine over one subgraph, with `answerValues` as the bound of its answers. */
export type CreateEngine = (typeDefs: string, resolvers: Record<string, object>) => Promise<Engine>;

const typeDefs = `
  type Query { item(id: ID!): Item items(first: Int! = 2): [Item!]! refused: Int broken: Int! hangs: Int }
  type Mutation { add(name: String!): Item hang: Int waits: Int }
  type Item { id: ID! name: String long: String }
`;

/** Tests the promises of `Engine`, for every implementation of it. Call it inside a `describe`. */
export function behavesAsEngine(create: CreateEngine): void {
  let engine: Engine;
  const added: string[] = [];
  let endWait: () => void = () => undefined;

  beforeAll(async () => {
    engine = await create(typeDefs, {
      Query: {
        item: (_: unknown, { id }: { id: string }) => ({ id, name: `item ${id}` }),
        items: (_: unknown, { first }: { first: number }) => Array.from({ length: first }, (_each, id) => ({ id })),
        refused: () => {
          throw new GraphQLError('Not now.', { extensions: { code: 'NOT_NOW', category: 'conflict' } });
        },
        broken: () => null,
        hangs: () => new Promise(() => undefined),
      },
      Item: {
        long: () => 'x'.repeat(answerValues * 1_024),
      },
      Mutation: {
        add: (_: unknown, { name }: { name: string }) => ({ id: added.push(name), name }),
        hang: () => new Promise(() => undefined),
        waits: () => new Promise((resolve) => (endWait = () => resolve(1))),
      },
    });
  });
  afterEach(() => void added.splice(0));
  afterAll(() => engine.close());

  const allowed = new Set(['query', 'mutation'] as const);
  const executeAs = (caller: Caller, query: string, variables = {}, operationName?: string): Promise<EngineResult> =>
    engine.execute(resolveOperation({ document: parse(query), variables, operationName }, allowed), caller);
  const execute = (query: string, variables?: object, operationName?: string) =>
    runAs({ timeoutMs: 10_000 }, (caller) => executeAs(caller, query, variables, operationName));
  /** Returns the errors of an answer. An engine may answer with errors or throw them. */
  const errorsOf = (answer: Promise<EngineResult>) =>
    answer.then(
      ({ errors = [] }) => errors.map((error) => error.originalError ?? error),
      (error: unknown) => [error],
    );

  it('supports aliases, fragments, variables and defaults', async () => {
    const query = `query ($id: ID!, $with: Boolean = false) { one: item(id: $id) { ...F name @include(if: $with) } items { id } }
      fragment F on Item { __typename id }`;
    const { data, errors } = await execute(query, { id: '7' });
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      one: { __typename: 'Item', id: '7' },
      items: [{ id: '0' }, { id: '1' }],
    });
  });

  it('executes the resolved operation, and no other one of its document', async () => {
    const query = 'query A { item(id: 1) { name } } mutation B { add(name: "b") { name } }';
    expect((await execute(query, {}, 'A')).data).toMatchObject({ item: { name: 'item 1' } });
    expect(added).toEqual([]);
    expect((await execute(query, {}, 'B')).data).toMatchObject({ add: { name: 'b' } });
    expect(added).toEqual(['b']);
  });

  it('executes the root fields of a mutation in order', async () => {
    const { data } = await execute(
      'mutation { x: add(name: "x") { id } y: add(name: "y") { id } z: add(name: "z") { id } }',
    );
    expect(data).toMatchObject({ x: { id: '1' }, y: { id: '2' }, z: { id: '3' } });
    expect(added).toEqual(['x', 'y', 'z']);
  });

  it('answers introspection with its schema', async () => {
    const { data } = await execute('{ __schema { mutationType { fields { name } } } }');
    expect(data).toMatchObject({
      __schema: { mutationType: { fields: [{ name: 'add' }, { name: 'hang' }, { name: 'waits' }] } },
    });
    expect(engine.schema.getMutationType()?.getFields()).toHaveProperty('add');
  });

  it('keeps the other data when a field fails, and the error has a path and a code', async () => {
    const { data, errors } = await execute('{ refused item(id: 1) { id } }');
    expect(data).toMatchObject({ refused: null, item: { id: '1' } });
    expect(errors).toMatchObject([{ path: ['refused'], extensions: { code: 'NOT_NOW' } }]);
  });

  it('has no data when a field that cannot be null fails', async () => {
    const { data, errors } = await execute('{ broken }');
    expect(data ?? null).toBeNull();
    expect(errors?.length).toBeGreaterThan(0);
  });

  it('refuses an answer with too many values, and keeps nothing of it', async () => {
    const errors = await errorsOf(execute('{ a: items(first: 90) { id name } b: items(first: 90) { id name } }'));
    expect(errors).toMatchObject([{ code: 'ANSWER_TOO_LARGE', category: 'invalid_input' }]);
    expect((await execute('{ items(first: 90) { id } }')).data).toMatchObject({ items: { length: 90 } });
  });

  it('counts long texts', async () => {
    const errors = await errorsOf(execute('{ items(first: 3) { long } }'));
    expect(errors).toMatchObject([{ code: 'ANSWER_TOO_LARGE' }]);
  });

  it.each(['{ hangs }', 'mutation { hang }'])('gives up %s at the deadline', async (query) => {
    const started = performance.now();
    const errors = await errorsOf(runAs({ timeoutMs: 100 }, (caller) => executeAs(caller, query)));
    expect(errors).toMatchObject([{ category: 'timeout' }]);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('starts no root field of a mutation after the deadline', async () => {
    const query = 'mutation { first: add(name: "first") { id } waits second: add(name: "second") { id } }';
    const errors = await errorsOf(runAs({ timeoutMs: 100 }, (caller) => executeAs(caller, query)));
    expect(errors).toMatchObject([{ category: 'timeout' }]);
    endWait();
    await new Promise(setImmediate);
    await execute('mutation { add(name: "later") { id } }');
    expect(added).toEqual(['first', 'later']);
  });

  it('starts no mutation for a caller that has gone before', async () => {
    const { caller, abandon, close } = openCaller({ timeoutMs: 10_000 });
    abandon();
    close();
    expect(await errorsOf(executeAs(caller, 'mutation { add(name: "x") { id } }'))).toMatchObject([
      { code: 'CLIENT_GONE' },
    ]);
    expect(added).toEqual([]);
  });

  it('gives up a query when its client disconnects', async () => {
    const { caller, abandon, close } = openCaller({ timeoutMs: 10_000 });
    const answer = errorsOf(executeAs(caller, '{ hangs }'));
    setImmediate(abandon);
    expect(await answer).toMatchObject([{ code: 'CLIENT_GONE' }]);
    close();
  });
}
