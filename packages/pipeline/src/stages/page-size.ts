import { Kind, type FieldNode, type GraphQLField, type ValueNode } from 'graphql';

const pageSizeArguments: readonly string[] = ['first', 'last', 'limit'];
/** The argument of `_entities`, by which the engine of a gateway reads a list of known length. */
const representations = 'representations';

/**
 * Returns the number of items that a field is asked for by its arguments: the largest of them, at least 1. Undefined if
 * they do not say. `variables` must be coerced.
 */
export function pageSizeOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): number | undefined {
  const sizes = field.args.flatMap(({ name, defaultValue }) => {
    if (name !== representations && !pageSizeArguments.includes(name)) return [];
    const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
    const value = (given && valueOf(given, variables)) ?? defaultValue;
    const size = Array.isArray(value) ? value.length : value;
    return typeof size === 'number' && Number.isFinite(size) ? [Math.max(size, 1)] : [];
  });
  return sizes.length > 0 ? Math.max(...sizes) : undefined;
}

function valueOf(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  if (node.kind === Kind.VARIABLE) return variables[node.name.value];
  if (node.kind === Kind.LIST) return node.values;
  return node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : undefined;
}
