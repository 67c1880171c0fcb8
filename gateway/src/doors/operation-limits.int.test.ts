import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { doors, type AnyRequest } from '../../test/doors.js';
import { startFakeSubgraphs } from '../../test/fake-subgraphs.js';
import { startGateway, type RunningGateway } from '../../test/running-gateway.js';

let subgraphs: Awaited<ReturnType<typeof startFakeSubgraphs>>;
let gateway: RunningGateway;

beforeAll(async () => {
  subgraphs = await startFakeSubgraphs();
  gateway = await startGateway({ supergraphSdl: subgraphs.supergraphSdl });
});
afterAll(async () => {
  await gateway.stop();
  await subgraphs.stop();
});

const wide = Array.from({ length: 51 }, (_, index) => `a${index}: book(id: ${index}) { id }`).join(' ');
// Each fragment spreads two fragments of the next level: 2^20 fields from forty lines.
const bomb = Array.from(
  { length: 20 },
  (_, index) => `fragment F${index} on Book { ${index < 19 ? `...F${index + 1} ...G${index + 1}` : 'id'} }`,
)
  .concat(
    Array.from(
      { length: 20 },
      (_, index) => `fragment G${index} on Book { ${index < 19 ? `...F${index + 1} ...G${index + 1}` : 'title'} }`,
    ),
  )
  .join('\n');

const nested = (levels: number) => `{ books ${'{ author '.repeat(levels)}{ id }${' }'.repeat(levels)} }`;

const overLimits: [string, AnyRequest, string][] = [
  ['too many root fields', { query: `{ ${wide} }` }, 'OPERATION_TOO_WIDE'],
  [
    'too many root fields, as one of two operations',
    { query: `query A { ${wide} } query B { books { id } }`, operationName: 'A' },
    'OPERATION_TOO_WIDE',
  ],
  [
    'many aliases of a field that needs no subgraph',
    { query: `{ ${Array.from({ length: 101 }, (_, index) => `a${index}: __typename`).join(' ')} }` },
    'OPERATION_TOO_WIDE',
  ],
  ['one directive many times', { query: `{ __typename ${'@aa'.repeat(1_000)} }` }, 'DOCUMENT_TOO_LARGE'],
  ['one field many times', { query: `{ books { ${'title '.repeat(1_000)} } }` }, 'DOCUMENT_TOO_LARGE'],
  ['brackets under the bound of the parser', { query: nested(150) }, 'OPERATION_TOO_DEEP'],
  [
    'introspection of introspection',
    { query: `{ __schema { types ${'{ fields { type '.repeat(8)} { name } ${'} }'.repeat(8)} } }` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'many introspections',
    {
      query: `{ ${Array.from({ length: 50 }, (_, n) => `a${n}: __schema { ...S }`).join(' ')} }
        fragment S on __Schema { types { ${Array.from({ length: 101 }, (_, n) => `b${n}: name`).join(' ')} } }`,
    },
    'OPERATION_TOO_LARGE',
  ],
  [
    'the default of a variable',
    { query: 'query ($n: Int! = 100000) { shelf(first: $n) { ...S } } fragment S on Shelf { nodes { id } }' },
    'OPERATION_TOO_COSTLY',
  ],
  [
    'lists in lists',
    { query: `{ books { ${'alike { '.repeat(5)} id title ${'}'.repeat(5)} } }` },
    'OPERATION_TOO_COSTLY',
  ],
  ['fragments that multiply', { query: `{ books { ...F0 ...G0 } } ${bomb}` }, 'OPERATION_TOO_LARGE'],
];

describe.each(Object.entries(doors))('by %s', (_, door) => {
  it.each(overLimits)('an operation with %s is refused before it is planned', async (_fault, request, code) => {
    expect(await door(gateway, request)).toContain(code);
    expect(subgraphs.catalogue.received).toHaveLength(0);
  });
});

const { 'in process': _, ...textDoors } = doors;
it.each(Object.entries(textDoors))(
  'by %s a document with brackets beyond the parser is refused',
  async (_name, door) => {
    const answer = await door(gateway, { query: nested(400) });
    expect(answer).toContain('DOCUMENT_TOO_NESTED');
  },
);

it('an operation with too many tokens is refused', async () => {
  const { status, body } = await gateway.query(`{ books { ${'id '.repeat(10_001)} } }`);
  expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
  expect(subgraphs.catalogue.received).toHaveLength(0);
});

describe('an answer with too many values', () => {
  const query = '{ books { id title author { name } } }';
  let bounded: RunningGateway;

  async function startBounded(values: number) {
    bounded = await startGateway({
      supergraphSdl: subgraphs.supergraphSdl,
      env: { ANSWER_MAX_VALUES: String(values) },
    });
  }
  const counts = () => [subgraphs.catalogue.received.length, subgraphs.authors.received.length];
  let before: number[];
  const calls = () => counts().map((count, index) => count - (before[index] ?? 0));
  beforeEach(() => {
    before = counts();
  });
  afterEach(() => bounded.stop());

  it.each(Object.entries(doors))('is refused by %s, and no further subgraph is called', async (_, door) => {
    await startBounded(15);
    const answer = await door(bounded, { query });
    expect(answer).toContain('ANSWER_TOO_LARGE');
    expect(answer).not.toContain('Book 1');
    expect(calls()).toEqual([1, 0]);
  });

  it('is refused for what comes from several subgraphs, each place of an entity counted', async () => {
    await startBounded(24);
    expect((await bounded.query(query)).body).toMatchObject({ errors: [{ extensions: { code: 'ANSWER_TOO_LARGE' } }] });
    expect(calls()).toEqual([1, 1]);
  });

  it('is refused with the status of an invalid request', async () => {
    await startBounded(15);
    const { status, body } = await bounded.query(query);
    expect([status, body.data]).toEqual([400, undefined]);
  });

  it('is no reason to refuse the next one', async () => {
    await startBounded(15);
    await bounded.query(query);
    expect((await bounded.query('{ books { id } }')).body).toEqual({
      data: { books: [{ id: '1' }, { id: '2' }, { id: '3' }] },
    });
  });
});

it('introspection of oneOf is answered, beside data', async () => {
  const { body } = await gateway.query(getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true }));
  expect(body.errors).toBeUndefined();
  expect(buildClientSchema(body.data as IntrospectionQuery).getType('Book')).toBeDefined();
  const both = await gateway.query('{ books { id } __type(name: "Book") { isOneOf name } book(id: 1) { title } }');
  expect(JSON.stringify(both.body)).toBe(
    '{"data":{"books":[{"id":"1"},{"id":"2"},{"id":"3"}],"__type":{"isOneOf":null,"name":"Book"},"book":{"title":"Book 1"}}}',
  );
});
