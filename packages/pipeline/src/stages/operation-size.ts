import {
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The size of an operation, with its fragments expanded. */
export interface OperationSize {
  readonly depth: number;
  readonly fields: number;
  readonly rootFields: number;
  /** The number of values that the answer may have, by the page sizes (`first`, `last`, `limit`) in the operation. */
  readonly cost: number;
}

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;
type Variables = Readonly<Record<string, unknown>>;

interface Measure {
  readonly depth: number;
  /** The number of fields at the top of the selection. */
  readonly width: number;
  readonly fields: number;
  readonly cost: number;
}

const leaf: Measure = { depth: 1, width: 1, fields: 1, cost: 1 };
const pageSizeArguments = new Set(['first', 'last', 'limit']);
/** The assumed size of a list without a page size: the default page of the contracts. */
const defaultPageSize = 20;

/**
 * Returns the size of a valid operation. Each fragment is measured once, so the work grows with the document and not
 * with its expansion. Introspection is not counted: graphql-js limits it by a rule of its own.
 */
export function sizeOf(operation: OperationDefinitionNode, fragments: Fragments, variables: Variables): OperationSize {
  const measured = new Map<string, Measure>();

  function measure(selectionSet: SelectionSetNode): Measure {
    const total = { depth: 0, width: 0, fields: 0, cost: 0 };
    for (const selection of selectionSet.selections) {
      const part = measureSelection(selection);
      total.depth = Math.max(total.depth, part.depth);
      total.width += part.width;
      total.fields += part.fields;
      total.cost += part.cost;
    }
    return total;
  }

  function measureSelection(selection: SelectionNode): Measure {
    if (selection.kind === Kind.INLINE_FRAGMENT) return measure(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value);
    if (selection.name.value.startsWith('__') || !selection.selectionSet) return leaf;
    const { depth, fields, cost } = measure(selection.selectionSet);
    return { depth: depth + 1, width: 1, fields: fields + 1, cost: 1 + cost * pageSize(selection, variables) };
  }

  function measureFragment(name: string): Measure {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments[name];
    const size = fragment ? measure(fragment.selectionSet) : leaf;
    measured.set(name, size);
    return size;
  }

  const { width, ...size } = measure(operation.selectionSet);
  return { ...size, rootFields: width };
}

function pageSize(field: FieldNode, variables: Variables): number {
  const argument = field.arguments?.find(({ name }) => pageSizeArguments.has(name.value));
  if (!argument) return hasConnectionShape(field) ? defaultPageSize : 1;
  const { value } = argument;
  const size =
    value.kind === Kind.VARIABLE ? variables[value.name.value] : value.kind === Kind.INT ? Number(value.value) : 1;
  return typeof size === 'number' && Number.isFinite(size) ? Math.max(size, 1) : defaultPageSize;
}

function hasConnectionShape(field: FieldNode): boolean {
  return (field.selectionSet?.selections ?? []).some(
    (selection) => selection.kind === Kind.FIELD && ['nodes', 'edges'].includes(selection.name.value),
  );
}
