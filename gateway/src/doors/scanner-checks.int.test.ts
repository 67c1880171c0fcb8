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

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const body = (query: string) => JSON.stringify({ query });
const aliases = Array.from({ length: 101 }, (_, index) => `alias${index}: __typename`).join('\n');
const circular = `{ __schema { types { ${'fields { type { '.repeat(6)} name ${'} }'.repeat(6)} } } }`;

// The checks of graphql-cop. Introspection and GraphiQL are offered on purpose.
describe('a scanner of GraphQL servers', () => {
  it.each([
    ['101 aliases', json, body(`query cop { ${aliases} }`), 'OPERATION_TOO_WIDE'],
    ['10 operations in a list', json, `[${Array(10).fill(body('{ __typename }')).join()}]`, undefined],
    ['10 directives at one field', json, body(`{ __typename ${'@aa'.repeat(10)} }`), 'DOCUMENT_TOO_LARGE'],
    ['one field 500 times', json, body(`{ ${'__typename '.repeat(500)} }`), 'DOCUMENT_TOO_LARGE'],
    ['the types of the fields of types, 6 times', json, body(circular), 'GRAPHQL_VALIDATION_FAILED'],
    ['a form of another page', form, 'query=%7B__typename%7D', undefined],
    ['a mutation in a form', form, 'query=mutation%7B__typename%7D', undefined],
    ['a document that does not parse', json, body('qwerty cop { abc }'), 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', json, body('{ __schema { directive } }'), 'GRAPHQL_VALIDATION_FAILED'],
  ])('gets no data, suggestion or stack for %s', async (_, type, sent, code) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: sent,
    });
    const text = await response.text();
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(text).not.toMatch(/"data":\{|did you mean|stacktrace|exception|node_modules|tracing/i);
    if (code !== undefined) expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it.each(['{__typename}', 'mutation{__typename}'])('gets no data for %s by GET', async (query) => {
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`);
    expect([response.status, await response.text()]).toEqual([
      expect.any(Number),
      expect.not.stringContaining('"data":{'),
    ]);
    expect(response.ok).toBe(false);
  });
});
