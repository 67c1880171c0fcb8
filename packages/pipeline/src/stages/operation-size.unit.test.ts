import { Kind, parse, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import { sizeOf } from './operation-size.js';

function measure(query: string, variables: Record<string, unknown> = {}) {
  const { definitions } = parse(query);
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION) as FragmentDefinitionNode[];
  return sizeOf(operation, Object.fromEntries(fragments.map((each) => [each.name.value, each])), variables);
}

describe('the size of an operation', () => {
  it('counts fields and levels', () => {
    expect(measure('{ a { b { c } d } e }')).toEqual({ depth: 3, fields: 5, rootFields: 2, cost: 5 });
  });

  it('counts a fragment at every place where it is spread', () => {
    expect(measure('{ a { ...F } b { ...F } ... { c } } fragment F on T { x y }')).toMatchObject({
      depth: 2,
      fields: 7,
      rootFields: 3,
    });
  });

  it('multiplies by page sizes, given as literals or by a variable', () => {
    expect(measure('{ a(first: 10) { nodes { x } } }').cost).toBe(1 + 10 * 2);
    expect(measure('query ($n: Int) { a(first: $n) { nodes { x } } }', { n: 30 }).cost).toBe(1 + 30 * 2);
    expect(measure('{ a(first: 10) { nodes { b(last: 10) { nodes { x } } } } }').cost).toBe(1 + 10 * (1 + 1 + 10 * 2));
  });

  it('assumes the default page for a connection without a page size', () => {
    expect(measure('{ a { nodes { x } } }').cost).toBe(1 + 20 * 2);
    expect(measure('query ($n: Int) { a(first: $n) { nodes { x } } }').cost).toBe(1 + 20 * 2);
  });

  it('is not reduced by a negative or absurd page size', () => {
    expect(measure('{ a(first: -5) { nodes { x } } }').cost).toBe(3);
    expect(measure('{ a(first: 2000000000) { nodes { x } } }').cost).toBe(1 + 2_000_000_000 * 2);
  });

  it('does not count introspection, which has its own limit', () => {
    expect(measure('{ __schema { types { fields { type { name } } } } }')).toMatchObject({ depth: 1, fields: 1 });
  });

  it('is measured in a time that depends on the document and not on its expansion', () => {
    const levels = Array.from({ length: 60 }, (_, n) => `fragment F${n} on T { ...F${n + 1} ...F${n + 1} }`).join(' ');
    const { fields } = measure(`{ ...F0 } ${levels} fragment F60 on T { x }`);
    expect(fields).toBe(2 ** 60);
  });
});
