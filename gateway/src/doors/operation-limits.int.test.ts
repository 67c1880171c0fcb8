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
// Each fragment spreads the next one twice under a field: 2^20 fields from twenty lines.
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

describe('an operation over the limits', () => {
  it.each([
    ['too many root fields', `{ ${wide} }`, 'OPERATION_TOO_WIDE'],
    ['fragments that multiply', `{ books { ...F0 ...G0 } } ${bomb}`, 'OPERATION_TOO_LARGE'],
    ['more tokens than are parsed', `{ books { ${'id '.repeat(10_001)} } }`, 'GRAPHQL_PARSE_FAILED'],
  ])('is refused for %s before anything is planned', async (_, query, code) => {
    const started = performance.now();
    const { status, body } = await gateway.query(query);
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, code]);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(subgraphs.catalogue.received).toHaveLength(0);
  });
});
