import { createLogger, runAs, type Principal } from '@skillwright/service';
import { buildASTSchema, execute, parse, type GraphQLSchema } from 'graphql';
import {
  ScopeRules,
  cancellable,
  createPipeline,
  withoutScopeDirectives,
  type Outcome,
  type ResolvedOperation,
  type StreamedResult,
} from '../index.js';

const document = parse(`
  type Query {
    open: Int @authenticated
    unruled: Int
    lamp(id: ID): Lamp @requiresScopes(scopes: [["see"]])
    lamps: [Lamp!]! @requiresScopes(scopes: [["see"]])
    things: [Thing!] @requiresScopes(scopes: [["see"]])
    _entities: [_Entity]!
  }
  type Mutation {
    light(id: ID): Lamp! @requiresScopes(scopes: [["light"]])
    shade: Int @requiresScopes(scopes: [["shade"]])
  }
  type Subscription { lit: Lamp @requiresScopes(scopes: [["see"]]) }
  interface Thing { name: String }
  type Lamp implements Thing @requiresScopes(scopes: [["see"], ["light"]]) {
    name: String
    watts: Int! @requiresScopes(scopes: [["measure"]])
    room: Room @requiresScopes(scopes: [["see"]])
    rooms: [Room!]! @requiresScopes(scopes: [["see"]])
    data: JSON
  }
  type Room @requiresScopes(scopes: [["enter"]]) { name: String lamp: Lamp! }
  type Chair implements Thing { name: String }
  union _Entity = Lamp | Chair
  scalar JSON
`);
const schema: GraphQLSchema = buildASTSchema(withoutScopeDirectives(document));
const scopeRules = ScopeRules.read([document]);

const lamp = (name: string): object => ({
  __typename: 'Lamp',
  name,
  watts: 40,
  room: () => ({ name: 'hall', lamp: () => lamp('other') }),
  rooms: () => [],
  data: { __refused1: 'kept' },
});
const rootValue = {
  open: 1,
  unruled: 2,
  lamp: () => lamp('one'),
  lamps: () => [lamp('one'), lamp('two')],
  things: () => [lamp('one'), { __typename: 'Chair', name: 'chair' }],
  _entities: () => [lamp('one'), { __typename: 'Chair', name: 'chair' }],
  light: () => lamp('lit'),
  shade: 1,
};

function createTestPipeline(events: readonly StreamedResult[] = []) {
  const executed: ResolvedOperation[] = [];
  const { run } = createPipeline({
    scopeRules,
    logger: createLogger({ service: 'test', level: 'silent' }),
    engine: {
      schema,
      execute: async (operation) => {
        executed.push(operation);
        return execute({ schema, document: operation.document, rootValue, variableValues: operation.variables });
      },
      onChange: () => () => undefined,
      close: async () => undefined,
    },
    subscribe: async (operation) => {
      executed.push(operation);
      let stop: () => void = () => undefined;
      const stopped = new Promise<void>((resolve) => (stop = resolve));
      async function* stream() {
        yield* events;
        await stopped;
      }
      return cancellable(stream(), () => stop());
    },
  });
  return { executed, run };
}

const door = {
  allowed: new Set(['query', 'mutation', 'subscription'] as const),
  stream: { onOverrun: () => undefined },
};

async function ask(query: string, scopes: readonly string[], variables = {}) {
  const { executed, run } = createTestPipeline();
  const principal: Principal = { subject: scopes.length > 0 ? 'ada' : 'anonymous', scopes: scopes.filter(Boolean) };
  const outcome = await runAs({ principal, timeoutMs: 1_000 }, (caller) => run({ query, variables }, caller, door));
  return { outcome, executed, ...summary(outcome) };
}

function summary(outcome: Outcome) {
  const result = outcome.kind === 'answered' ? outcome.result : undefined;
  const errors = outcome.kind === 'failed' ? outcome.errors : (result?.errors ?? []);
  return {
    data: JSON.parse(JSON.stringify(result?.data ?? null)) as unknown,
    refused: errors.map(({ path = [], extensions }) => `${path.join('.')} ${String(extensions?.['code'])}`),
    messages: errors.map(({ message }) => message),
  };
}

describe('a caller', () => {
  it.each([
    ['{ open }', ['']],
    ['{ lamp { name } }', ['see']],
    ['{ lamp { watts } }', ['see', 'measure']],
    ['{ lamp { room { name lamp { name } } } }', ['see', 'enter']],
    ['mutation { light { name } }', ['light']],
    ['{ __typename }', []],
  ])('may use %s with the scopes %j, as it is written', async (query, scopes) => {
    const { refused, executed } = await ask(query, scopes);
    expect(refused).toEqual([]);
    expect(executed[0]?.document.loc?.source.body).toBe(query);
  });

  it('may ask for the schema without any scope', async () => {
    const { data, refused } = await ask('{ __schema { queryType { name } } }', []);
    expect([data, refused]).toEqual([{ __schema: { queryType: { name: 'Query' } } }, []]);
  });

  it.each([
    ['without a token', '{ lamp { name } }', [], ['lamp UNAUTHENTICATED']],
    ['without a token', '{ open }', [], ['open UNAUTHENTICATED']],
    ['without the scope', '{ lamp { name } }', ['light'], ['lamp FORBIDDEN']],
    ['without both scopes', '{ a: lamp { name } lamps { name } }', ['x'], ['lamps FORBIDDEN']],
    ['with every scope, without a rule', '{ unruled }', ['see', 'light', 'measure'], ['unruled FORBIDDEN']],
    ['under another name', '{ x: lamp { name } __typename }', ['light'], ['x FORBIDDEN']],
    ['in a fragment', '{ ...F } fragment F on Query { ... { lamp { name } } }', ['light'], ['lamp FORBIDDEN']],
    ['whose null reaches the root', '{ lamps { watts } }', ['see'], ['lamps.watts FORBIDDEN']],
    ['of which a mutation may do one half', 'mutation { shade light { name } }', ['shade'], ['light FORBIDDEN']],
    ['whose answer would be lost', 'mutation { light { watts } }', ['light'], ['light.watts FORBIDDEN']],
  ])('is refused a field %s: %s, and nothing is executed', async (_, query, scopes, expected) => {
    const { refused, executed, outcome } = await ask(query, scopes);
    expect(refused).toEqual(expected);
    expect([outcome.kind, executed]).toEqual(['failed', []]);
  });

  it.each([
    ['query ($all: Boolean!) { open lamps @include(if: $all) { name } }', { all: true }],
    ['query ($none: Boolean! = false) { open lamps @skip(if: $none) { name } }', {}],
  ])('is refused a field that a variable asks for: %s', async (query, variables) => {
    const { refused, executed } = await ask(query, ['x'], variables);
    expect([refused, executed]).toEqual([['lamps FORBIDDEN'], []]);
  });

  it('does not bring the engine to a field that it may not use by skipping it', async () => {
    const { executed } = await ask('{ open lamps @skip(if: true) { name } }', ['x']);
    expect(JSON.stringify(executed[0]?.definition)).not.toContain('"lamps"');
  });

  it('is told the missing scope', async () => {
    expect((await ask('{ lamp { name } }', ['light'])).messages).toEqual([
      'This needs the scope see, which the token does not have.',
    ]);
  });

  it.each<[string, string, string[], object, string[]]>([
    ['one root field of two', '{ lamp { name } open }', ['x'], { lamp: null, open: 1 }, ['lamp FORBIDDEN']],
    [
      'a field below',
      '{ lamp { name room { name } data } }',
      ['see'],
      { lamp: { name: 'one', room: null, data: { __refused1: 'kept' } } },
      ['lamp.room FORBIDDEN'],
    ],
    [
      'a field that cannot be null',
      '{ open lamp { watts name } }',
      ['see'],
      { open: 1, lamp: null },
      ['lamp.watts FORBIDDEN'],
    ],
    [
      'a field of each item',
      '{ lamps { name r: room { name } } }',
      ['see'],
      {
        lamps: [
          { name: 'one', r: null },
          { name: 'two', r: null },
        ],
      },
      ['lamps.0.r FORBIDDEN', 'lamps.1.r FORBIDDEN'],
    ],
    [
      'a field that two fragments select',
      '{ lamp { ...A ...B } } fragment A on Lamp { room { name } name } fragment B on Lamp { room { name } }',
      ['see'],
      { lamp: { room: null, name: 'one' } },
      ['lamp.room FORBIDDEN'],
    ],
    [
      'a field of one type behind an interface',
      '{ things { ... on Lamp { watts } ... on Chair { name } } }',
      ['see'],
      { things: null },
      ['things.0.watts FORBIDDEN'],
    ],
    [
      'an entity',
      '{ _entities { ... on Lamp { name } ... on Chair { name } } }',
      ['x'],
      { _entities: [{ name: null }, { name: 'chair' }] },
      ['_entities.0.name FORBIDDEN'],
    ],
    [
      'nothing if it is skipped',
      '{ lamp { name room @skip(if: true) { name } } }',
      ['see'],
      { lamp: { name: 'one' } },
      [],
    ],
    [
      'nothing of a list that it leaves out',
      'query ($all: Boolean! = false) { open lamps @include(if: $all) { name } ...F @skip(if: true) } fragment F on Query { lamps { watts } }',
      ['x'],
      { open: 1 },
      [],
    ],
    [
      'a field beside one that has the name of its placeholder',
      '{ lamp { __refused1: name room { name } __refused2: name } }',
      ['see'],
      { lamp: { __refused1: 'one', room: null, __refused2: 'one' } },
      ['lamp.room FORBIDDEN'],
    ],
  ])('is refused %s, and gets the rest', async (_, query, scopes, data, refused) => {
    expect(await ask(query, scopes)).toMatchObject({ data, refused });
  });

  it('is refused a field of an interface if it may not use one of the types behind it', async () => {
    const { data, refused } = await ask('{ open things { name } }', ['see']);
    expect([data, refused]).toEqual([{ open: 1, things: [{ name: 'one' }, { name: 'chair' }] }, []]);
    const other = await ask('{ _entities { ... on Thing { name } } }', ['x']);
    expect(other.refused).toEqual(['_entities.0.name FORBIDDEN', '_entities.1.name FORBIDDEN']);
  });

  it('gets 100 errors at most', async () => {
    const aliases = Array.from({ length: 120 }, (_, index) => `r${index}: room { name }`).join(' ');
    const { data, refused } = await ask(`{ lamp { ${aliases} name } }`, ['see']);
    expect(refused).toHaveLength(100);
    expect(data).toMatchObject({ lamp: { r119: null, name: 'one' } });
  });
});

describe('a subscription', () => {
  const event = (data: object): StreamedResult => ({ cursor: '1', result: { data: { ...data } } });

  it('is refused without its scope', async () => {
    const { refused, executed } = await ask('subscription { lit { name } }', ['light']);
    expect([refused, executed]).toEqual([['lit FORBIDDEN'], []]);
  });

  it('has null for refused fields in each result', async () => {
    const { run, executed } = createTestPipeline([event({ lit: { name: 'x', __refused1: 'Lamp' } })]);
    const principal = { subject: 'ada', scopes: ['see'] };
    const query = 'subscription { lit { name room { name } } }';
    const outcome = await runAs({ principal, timeoutMs: 1_000 }, (caller) => run({ query }, caller, door));
    if (outcome.kind !== 'streaming') throw new Error(outcome.kind);
    const { value } = await outcome.stream.next();
    await outcome.stream.return();
    expect(value).toMatchObject({
      result: {
        data: { lit: { name: 'x', room: null } },
        errors: [{ path: ['lit', 'room'], extensions: { code: 'FORBIDDEN' } }],
      },
    });
    expect(JSON.stringify(executed[0]?.definition)).not.toContain('"room"');
  });

  it("ends with FORBIDDEN when the caller's token ends, also while it waits", async () => {
    let end: () => void = () => undefined;
    const { run } = createTestPipeline();
    const identity = {
      principal: { subject: 'ada', scopes: ['see'] },
      onEnd: (listener: () => void) => {
        end = listener;
        return () => undefined;
      },
    };
    const query = 'subscription { lit { name } }';
    const outcome = await runAs({ ...identity, timeoutMs: 1_000 }, (caller) => run({ query }, caller, door));
    if (outcome.kind !== 'streaming') throw new Error(outcome.kind);
    const next = outcome.stream.next();
    end();
    await expect(next).rejects.toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});

describe('the directives of scopes', () => {
  const linked = parse(`
    schema
      @link(url: "https://specs.apollo.dev/link/v1.0")
      @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", as: "scopes", for: SECURITY)
      @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY) { query: Query }
    directive @scopes(scopes: [[scopes__Scope!]!]!) on FIELD_DEFINITION
    directive @policy on FIELD_DEFINITION
    scalar scopes__Scope
    type Query { a: Int @scopes(scopes: [["x"]]) @policy }
  `);

  it('are found under the names of their links', () => {
    const linkedSchema = buildASTSchema(withoutScopeDirectives(linked), { assumeValid: true });
    const query = linkedSchema.getQueryType();
    const field = query?.getFields()['a'];
    if (!query || !field) throw new Error('no field');
    expect(ScopeRules.read([linked]).rulesOf(linkedSchema, query, field)).toEqual([[['x']]]);
  });

  it('are removed with their links, and no other is', () => {
    const text = JSON.stringify(withoutScopeDirectives(linked));
    expect(text).not.toMatch(/requiresScopes|scopes/);
    expect(text).toContain('policy/v0.1');
  });
});
