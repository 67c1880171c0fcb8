import {
  Kind,
  buildSchema,
  getVariableValues,
  getIntrospectionQuery,
  parse,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import { costOf } from './operation-cost.js';

const schema = buildSchema(`
  type Query { item: Item page(first: Int! = 20): Page! some(limit: Int): [Item!] all: [Item!]! grid: [[Item]] _entities(representations: [Int!]!): [Item]! }
  type Page { nodes: [Item!]! edges: [Edge!] names: [String!] info: Info! }
  type Edge { node: Item! }
  type Info { next: String }
  type Item implements Named { id: ID name: String tags: [String!]! items: [Item!]! page(first: Int, last: Int): Page }
  interface Named { name: String items: [Item!]! }
`);

function measure(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const definition = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const named = document.definitions.filter(
    ({ kind }) => kind === Kind.FRAGMENT_DEFINITION,
  ) as FragmentDefinitionNode[];
  const fragments = Object.fromEntries(named.map((each) => [each.name.value, each]));
  const { coerced = {} } = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
  return costOf(definition, { schema, fragments, variables: coerced, assumedListSize: 10 });
}

describe('the cost of an operation', () => {
  it.each<[string, string, number, object?]>([
    ['one value for each field', '{ item { id name } }', 3],
    ['the assumed size of a list without a page size', '{ all { id name } item { tags } }', 10 * 3 + 1 + 10],
    ['the assumed size along lists in lists', '{ all { items { id } } }', 10 * (1 + 10 * 2)],
    ['the assumed size for each dimension of a list', '{ grid { id } }', 10 * 10 * 2],
    ['the size that a list is asked for', '{ some(limit: 3) { id } }', 3 * 2],
    [
      'the page size for the nodes of a connection, once',
      '{ page(first: 5) { nodes { id } info { next } } }',
      1 + 5 * 2 + 2,
    ],
    [
      'the page size for all lists of a connection',
      '{ page(first: 5) { edges { node { id } } names } }',
      1 + 5 * 3 + 5,
    ],
    ['the page size inside a fragment', '{ page(first: 5) { ...P } } fragment P on Page { nodes { id } }', 1 + 5 * 2],
    [
      'the page size inside an inline fragment',
      '{ page(first: 5) { ... { ... on Page { nodes { id } } } } }',
      1 + 5 * 2,
    ],
    [
      'page sizes along connections',
      '{ page(first: 5) { nodes { page(last: 3) { nodes { id } } } } }',
      1 + 5 * (1 + 1 + 3 * 2),
    ],
    ['the default of an argument', '{ page { nodes { id } } }', 1 + 20 * 2],
    ['the assumed size for a page size without a value', '{ item { page { nodes { id } } } }', 1 + 1 + 10 * 2],
    ['a variable', 'query ($n: Int!) { page(first: $n) { nodes { id } } }', 1 + 7 * 2, { n: 7 }],
    ['the default of a variable', 'query ($n: Int! = 100) { page(first: $n) { nodes { id } } }', 1 + 100 * 2],
    [
      'a variable in a fragment',
      'query ($n: Int! = 100) { ...F } fragment F on Query { page(first: $n) { nodes { id } } }',
      1 + 100 * 2,
    ],
    ['a fragment on an interface', '{ item { ... on Named { items { id } } } }', 1 + 10 * 2],
    [
      'a fragment at each of its places',
      '{ a: item { ...F } b: page(first: 2) { nodes { ...F } } } fragment F on Item { items { id } }',
      21 + 1 + 2 * 21,
    ],
    ['aliases', '{ a: all { id } b: all { id } }', 40],
    [
      'representations as entities',
      'query ($of: [Int!]!) { _entities(representations: $of) { id } }',
      4 * 2,
      { of: [1, 2, 3, 4] },
    ],
    ['at least one item', '{ page(first: -5) { nodes { id } } }', 3],
    ['an absurd page size', '{ page(first: 2000000000) { nodes { id } } }', 1 + 2_000_000_000 * 2],
  ])('counts %s', (...[, query, cost, variables]) => {
    expect(measure(query, variables as Record<string, unknown>)).toBe(cost);
  });

  it('grows with each alias of an introspection, and one whole introspection is cheap', () => {
    const types = 'types { fields { args { name } } }';
    const once = measure(`{ __schema { ${types} } }`);
    expect(once).toBeGreaterThan(Object.keys(schema.getTypeMap()).length);
    expect(measure(`{ __schema { ${types} more: ${types} } }`)).toBe(2 * once - 1);
    expect(measure(getIntrospectionQuery({ oneOf: true }))).toBeLessThan(10_000);
  });

  it('is measured in a time that depends on the document and not on its expansion', () => {
    const levels = Array.from(
      { length: 60 },
      (_, n) => `fragment F${n} on Item { a: items { ...F${n + 1} } b: items { ...F${n + 1} } }`,
    ).join(' ');
    expect(measure(`{ item { ...F0 } } ${levels} fragment F60 on Item { id }`)).toBeGreaterThan(20 ** 60);
  });
});
