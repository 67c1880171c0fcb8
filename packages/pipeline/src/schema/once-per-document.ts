import type { DocumentNode, GraphQLSchema } from 'graphql';

/**
 * Returns `compute` with a memory: for a document that is sent again (one of a row, a cached one) it is called once for
 * each schema. Documents and schemas that are no longer used are forgotten.
 */
export function oncePerDocument<Result, Rest extends readonly unknown[]>(
  compute: (schema: GraphQLSchema, document: DocumentNode, ...rest: Rest) => Result,
): typeof compute {
  const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, { readonly result: Result }>>();
  return (schema, document, ...rest) => {
    const ofSchema = known.get(schema) ?? new WeakMap<DocumentNode, { readonly result: Result }>();
    known.set(schema, ofSchema);
    const { result } = ofSchema.get(document) ?? { result: compute(schema, document, ...rest) };
    ofSchema.set(document, { result });
    return result;
  };
}
