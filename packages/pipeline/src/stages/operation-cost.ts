import {
  Kind,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldOf } from '../schema/field-of.js';
import { introspectionSizes } from './introspection-sizes.js';
import { pageSizeOf } from './page-size.js';

export interface CostOptions {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Coerced, with defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The size of a list that the operation gives no size. */
  readonly assumedListSize: number;
}

/**
 * Returns the number of values that a valid operation may answer. The page size of a field (`first`, `last`, `limit`)
 * is the size of the list that it returns, or of the lists in its connection (`nodes`, `edges`). Entities are as many as
 * their representations. Introspection has the sizes of the schema, and every other list the assumed size. Each fragment
 * is measured once for each type and page size.
 */
export function costOf(operation: OperationDefinitionNode, options: CostOptions): number {
  const { schema, fragments, variables, assumedListSize } = options;
  const known = introspectionSizes(schema);
  const measured = new Map<string, number>();

  /** `page` is the size of the lists of a connection, if `type` is one. */
  function costOfSelection({ selections }: SelectionSetNode, type: GraphQLNamedType, page: number | undefined): number {
    let cost = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) cost += costOfField(selection, type, page);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type;
        cost += costOfSelection(selection.selectionSet, condition ?? type, page);
      } else cost += costOfFragment(selection.name.value, page);
    }
    return cost;
  }

  function costOfFragment(name: string, page: number | undefined): number {
    const key = `${name} ${page}`;
    const before = measured.get(key);
    if (before !== undefined) return before;
    const fragment = fragments[name];
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const cost = fragment && type ? costOfSelection(fragment.selectionSet, type, page) : 0;
    measured.set(key, cost);
    return cost;
  }

  function costOfField(node: FieldNode, parent: GraphQLNamedType, page: number | undefined): number {
    const field = fieldOf(schema, parent, node.name.value);
    if (!field) return 1;
    const own = pageSizeOf(field, node, variables);
    const type = getNamedType(field.type);
    const lists = listsOf(field.type);
    const size =
      lists === 0 ? 1 : (own ?? page ?? known.get(field) ?? assumedListSize) * assumedListSize ** (lists - 1);
    if (!node.selectionSet || !isCompositeType(type)) return size;
    const inside = lists === 0 && own !== undefined && isConnection(type) ? own : undefined;
    return size * (1 + costOfSelection(node.selectionSet, type, inside));
  }

  const root = schema.getRootType(operation.operation);
  return root ? costOfSelection(operation.selectionSet, root, undefined) : 0;
}

/** Returns how many lists are around the named type. */
function listsOf(type: GraphQLOutputType): number {
  if (isNonNullType(type)) return listsOf(type.ofType as GraphQLOutputType);
  return isListType(type) ? 1 + listsOf(type.ofType as GraphQLOutputType) : 0;
}

function isConnection(type: GraphQLNamedType): boolean {
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const fields = type.getFields();
  return [fields['nodes'], fields['edges']].some(
    (field?: GraphQLField<unknown, unknown>) => field && listsOf(field.type) > 0,
  );
}
