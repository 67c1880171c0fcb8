import { createLogger } from '@skillwright/service';
import { executeText } from '@skillwright/testing';
import { createSubgraph, type Subgraph } from './create-subgraph.js';

const typeDefs = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@requiresScopes", "@authenticated"])
  type Query {
    lamp: Lamp @requiresScopes(scopes: [["see"]])
    me: String @authenticated
    unruled: Int
  }
  type Lamp @key(fields: "id") @requiresScopes(scopes: [["see"]]) { id: ID! name: String }
  type Room @key(fields: "id") { id: ID! lamps: Int @requiresScopes(scopes: [["see"]]) }
`;

let subgraph: Subgraph;
beforeAll(async () => {
  subgraph = await createSubgraph({
    typeDefs,
    secured: true,
    logger: createLogger({ service: 'test', level: 'silent' }),
    resolvers: {
      Query: { lamp: () => ({ id: '1', name: 'lamp' }), me: () => 'me', unruled: () => 1 },
      Lamp: { __resolveReference: ({ id }: { id: string }) => ({ id, name: 'lamp' }) },
      Room: { __resolveReference: ({ id }: { id: string }) => ({ id, lamps: 2 }) },
    },
  });
});
afterAll(() => subgraph.stop());

const ask = async (query: string, scopes?: readonly string[]) => {
  const principal = scopes ? { subject: 'ada', scopes } : { subject: 'anonymous', scopes: [] };
  const { data, errors = [] } = await executeText(subgraph.execute, query, { principal });
  return {
    data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
    refused: errors.map(({ path = [], extensions }) => `${path.join('.')} ${String(extensions?.['code'])}`),
  };
};
const entities = (type: string, field: string) =>
  `{ _entities(representations: [{ __typename: "${type}", id: "1" }]) { ... on ${type} { ${field} } } }`;

describe('a subgraph that is asked directly', () => {
  it.each([
    ['{ lamp { name } }', 'lamp UNAUTHENTICATED'],
    ['{ me }', 'me UNAUTHENTICATED'],
    ['{ unruled }', 'unruled FORBIDDEN'],
    [entities('Lamp', 'name'), '_entities UNAUTHENTICATED'],
    ['{ _service { sdl } }', '_service UNAUTHENTICATED'],
  ])('answers nothing of %s without a token', async (query, refused) => {
    expect(await ask(query)).toEqual({ data: null, refused: [refused] });
  });

  it.each([
    ['{ lamp { name } }', null, 'lamp FORBIDDEN'],
    [entities('Lamp', 'name'), { _entities: [{ name: null }] }, '_entities.0.name FORBIDDEN'],
    [entities('Room', 'lamps'), { _entities: [{ lamps: null }] }, '_entities.0.lamps FORBIDDEN'],
  ])('answers nothing of %s without the scope', async (query, data, refused) => {
    expect(await ask(query, ['other'])).toEqual({ data, refused: [refused] });
  });

  it.each([
    ['{ lamp { name } me __typename }', { lamp: { name: 'lamp' }, me: 'me', __typename: 'Query' }],
    [entities('Lamp', 'name'), { _entities: [{ name: 'lamp' }] }],
    [entities('Room', 'lamps'), { _entities: [{ lamps: 2 }] }],
  ])('answers %s with the scope', async (query, data) => {
    expect(await ask(query, ['see'])).toEqual({ data, refused: [] });
  });

  it('answers to anybody that it lives', async () => {
    expect(await ask('{ __typename }')).toEqual({ data: { __typename: 'Query' }, refused: [] });
  });
});
