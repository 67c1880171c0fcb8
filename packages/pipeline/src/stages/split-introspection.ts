import {
  Kind,
  OperationTypeNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  visit,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ResolvedOperation } from '../engine/resolved-operation.js';

/** An operation in two parts. A part without fields is undefined. */
export interface SplitOperation {
  /** The fields `__schema` and `__type`. */
  readonly introspection: ResolvedOperation | undefined;
  readonly data: ResolvedOperation | undefined;
  /** The names of the answer's fields, in the order of the operation. */
  readonly names: readonly string[];
}

type Definitions = Omit<ResolvedOperation, 'variables'>;

interface Parts {
  readonly introspection: Definitions;
  readonly data?: Definitions;
  readonly names: readonly string[];
}

const known = new WeakMap<OperationDefinitionNode, Parts | 'data'>();

const isIntrospection = ({ name }: FieldNode) =>
  name.value === SchemaMetaFieldDef.name || name.value === TypeMetaFieldDef.name;

/** Splits a valid operation. One without introspection is returned unchanged. */
export function splitIntrospection(operation: ResolvedOperation): SplitOperation {
  const { definition, variables } = operation;
  const parts = known.get(definition) ?? split(operation);
  known.set(definition, parts);
  if (parts === 'data') return { introspection: undefined, data: operation, names: [] };
  return {
    names: parts.names,
    introspection: { ...parts.introspection, variables },
    data: parts.data && { ...parts.data, variables },
  };
}

function split({ definition, fragments }: ResolvedOperation): Parts | 'data' {
  if (definition.operation !== OperationTypeNode.QUERY) return 'data';
  const names: string[] = [];
  const introspection = keep(definition.selectionSet, fragments, (field) => {
    names.push((field.alias ?? field.name).value);
    return isIntrospection(field);
  });
  if (!introspection) return 'data';
  const data = keep(definition.selectionSet, fragments, (field) => !isIntrospection(field));
  return {
    names,
    introspection: toOperation({ ...definition, selectionSet: introspection }, fragments),
    ...(data && { data: toOperation({ ...definition, selectionSet: data }, fragments) }),
  };
}

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Returns the fields at the top of a selection that `wanted` accepts; fragments at the top become inline ones. */
function keep(
  { selections, ...rest }: SelectionSetNode,
  fragments: Fragments,
  wanted: (field: FieldNode) => boolean,
): SelectionSetNode | undefined {
  const kept = selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return wanted(selection) ? [selection] : [];
    const inline = selection.kind === Kind.INLINE_FRAGMENT ? selection : inlined(selection, fragments);
    const selectionSet = inline && keep(inline.selectionSet, fragments, wanted);
    return inline && selectionSet ? [{ ...inline, selectionSet }] : [];
  });
  return kept.length > 0 ? { ...rest, selections: kept } : undefined;
}

function inlined(
  {
    name,
    directives = [],
  }: { readonly name: { readonly value: string }; readonly directives?: readonly DirectiveNode[] },
  fragments: Fragments,
) {
  const fragment = fragments[name.value];
  if (!fragment) return undefined;
  const { typeCondition, selectionSet } = fragment;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives } as const;
}

/** Returns an operation with the fragments that it still reaches. */
function toOperation(definition: OperationDefinitionNode, fragments: Fragments): Definitions {
  const reached: Record<string, FragmentDefinitionNode> = Object.create(null);
  const reach = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments[value];
        if (!fragment || reached[value]) return;
        reached[value] = fragment;
        reach(fragment);
      },
    });
  };
  reach(definition);
  const document = { kind: Kind.DOCUMENT, definitions: [definition, ...Object.values(reached)] } as const;
  return { document, definition, fragments: reached };
}
