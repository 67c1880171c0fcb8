import type { EngineResult, ResolvedOperation } from '@skillwright/pipeline';
import { Kind, execute, type GraphQLSchema, type SelectionNode } from 'graphql';

/** Whether an operation asks about the schema, and for nothing else. */
export function isIntrospection({ definition, fragments }: ResolvedOperation): boolean {
  const asksOnly = (selection: SelectionNode): boolean => {
    if (selection.kind === Kind.FIELD) return selection.name.value.startsWith('__');
    const { selectionSet } =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : (fragments[selection.name.value] ?? { selectionSet: undefined });
    return selectionSet?.selections.every(asksOnly) ?? false;
  };
  return definition.operation === 'query' && definition.selectionSet.selections.every(asksOnly);
}

/**
 * Answers introspection from the schema that clients see. The planner of @apollo/gateway has an introspection schema of
 * its own, without newer fields such as `__Type.isOneOf`.
 */
export async function introspect(schema: GraphQLSchema, operation: ResolvedOperation): Promise<EngineResult> {
  const { document, definition, variables } = operation;
  // A resolved definition without a name is the only one.
  return execute({ schema, document, operationName: definition.name?.value ?? null, variableValues: { ...variables } });
}
