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

const overLimits: [string, AnyRequest, string][] = [
  ['too many root fields', { query: `{ ${wide} }` }, 'OPERATION_TOO_WIDE'],
  [
    'too many root fields, as one of two operations',
    { query: `query A { ${wide} } query B { books { id } }`, operationName: 'A' },
    'OPERATION_TOO_WIDE',
  ],
  ['fragments that multiply', { query: `{ books { ...F0 ...G0 } } ${bomb}` }, 'OPERATION_TOO_LARGE'],
];

describe.each(Object.entries(doors))('by %s', (_, door) => {
  it.each(overLimits)('an operation with %s is refused before it is planned', async (_fault, request, code) => {
    const started = performance.now();
    expect(await door(gateway, request)).toContain(code);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(subgraphs.catalogue.received).toHaveLength(0);
  });
});

it('an operation with too many tokens is refused', async () => {
  const { status, body } = await gateway.query(`{ books { ${'id '.repeat(10_001)} } }`);
  expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
  expect(subgraphs.catalogue.received).toHaveLength(0);
});
