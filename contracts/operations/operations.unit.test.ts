import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { OperationTypeNode, buildSchema, extendSchema, getOperationAST, parse, validate } from 'graphql';
import { subscriptionTypeDefs } from '../gateway/index.js';
import { operations, scopes } from './index.js';

/** Returns the root fields that an operation selects, with the kind of operation, e.g. `query skills`. */
function rootFields({ document }: (typeof operations)[number]): string[] {
  const operation = getOperationAST(document);
  const fields = operation?.selectionSet.selections ?? [];
  return fields.map((node) => `${operation?.operation} ${node.kind === 'Field' ? node.name.value : ''}`);
}

/** Returns every root field of the supergraph and of the gateway's subscriptions. */
function allRootFields(): string[] {
  const supergraph = readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8');
  const schema = extendSchema(buildSchema(supergraph, { assumeValidSDL: true }), parse(subscriptionTypeDefs));
  return Object.values(OperationTypeNode).flatMap((kind) =>
    Object.keys(schema.getRootType(kind)?.getFields() ?? {}).map((field) => `${kind} ${field}`),
  );
}

describe('the operations', () => {
  it('cover every root field, and no unknown one', () => {
    expect(new Set(operations.flatMap(rootFields))).toEqual(new Set(allRootFields()));
  });

  it('have unique names, and scopes that exist', () => {
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
    expect(scopes).toEqual(expect.arrayContaining(operations.map(({ scope }) => scope)));
  });

  it('need the same scope for the same root field', () => {
    const scopesOf = new Map<string, Set<string>>();
    for (const operation of operations) {
      for (const field of rootFields(operation)) {
        scopesOf.set(field, (scopesOf.get(field) ?? new Set()).add(operation.scope));
      }
    }
    for (const [field, needed] of scopesOf) expect([field, needed.size]).toEqual([field, 1]);
  });

  it.each(operations.filter(({ rest }) => rest).map((operation) => [operation.name, operation] as const))(
    '%s selects only fields that its own service answers alone',
    (_, { owner, document }) => {
      expect(validate(buildSubgraphSchema(parse(owner.typeDefs ?? '')), document)).toEqual([]);
    },
  );
});
