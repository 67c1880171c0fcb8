import {
  GraphQLError,
  Kind,
  TypeInfo,
  isNonNullType,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { ResolvedOperation } from '../engine/resolved-operation.js';

/**
 * Finds the places that need a value and get a variable that is null. Validation lets a nullable variable stand there if
 * it has a default, which null replaces. `variables` must be coerced, and the document valid.
 */
export function findNullVariables(
  schema: GraphQLSchema,
  { definition, fragments }: ResolvedOperation,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError[] {
  if (!Object.values(variables).includes(null)) return [];
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition, ...Object.values(fragments)] };
  const errors: GraphQLError[] = [];
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      VariableDefinition: () => false,
      Variable(node) {
        const type = info.getInputType();
        if (!isNonNullType(type) || variables[node.name.value] !== null) return;
        const message = `Variable "$${node.name.value}" must not be null where a value of the type "${type.toString()}" is expected.`;
        errors.push(new GraphQLError(message, { nodes: node }));
      },
    }),
  );
  return errors;
}
