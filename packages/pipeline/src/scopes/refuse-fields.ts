import { findRefusal } from '@skillwright/auth';
import type { Principal, ServiceError } from '@skillwright/service';
import {
  Kind,
  getNamedType,
  isCompositeType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ResolvedOperation } from '../engine/resolved-operation.js';
import { fieldOf } from '../schema/field-of.js';
import type { ScopeRules } from './scope-rules.js';
import { emptyMask, mergeMasks, type Mask } from './mask.js';

/** An operation without the fields that a principal may not use, and the places where they were. */
export interface RefusedOperation {
  readonly operation: ResolvedOperation;
  readonly mask: Mask;
}

/** The selections of an object, and the refused ones among them. */
interface Rewritten {
  readonly selectionSet: SelectionSetNode;
  readonly mask: Mask;
}

/**
 * Replaces each field that a principal may not use by `__typename`, under a response key of its own. So the engine
 * answers it in every object that would have had the field, and at no other place.
 */
export function refuseFields(
  schema: GraphQLSchema,
  scopeRules: ScopeRules,
  operation: ResolvedOperation,
  principal: Principal,
): RefusedOperation {
  const rewriter = new Rewriter(schema, scopeRules, operation, principal);
  return rewriter.rewrite();
}

class Rewriter {
  private readonly fragments = new Map<string, Rewritten>();
  private count = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly scopeRules: ScopeRules,
    private readonly operation: ResolvedOperation,
    private readonly principal: Principal,
  ) {}

  rewrite(): RefusedOperation {
    const { definition } = this.operation;
    const root = this.schema.getRootType(definition.operation) ?? undefined;
    const { selectionSet, mask } = this.selections(definition.selectionSet, root);
    const rewritten = { ...definition, selectionSet };
    const used = [...this.fragments].map(([name, { selectionSet: selections }]): FragmentDefinitionNode => {
      return { ...(this.operation.fragments[name] as FragmentDefinitionNode), selectionSet: selections };
    });
    return {
      operation: {
        document: { kind: Kind.DOCUMENT, definitions: [rewritten, ...used] },
        definition: rewritten,
        fragments: Object.fromEntries(used.map((fragment) => [fragment.name.value, fragment])),
        variables: this.operation.variables,
      },
      mask,
    };
  }

  private selections(selectionSet: SelectionSetNode, parent: GraphQLNamedType | undefined): Rewritten {
    let mask = emptyMask;
    const selections = selectionSet.selections.map((node): SelectionNode => {
      const { rewritten, found } = this.selection(node, parent);
      mask = mergeMasks(mask, found);
      return rewritten;
    });
    return { selectionSet: { ...selectionSet, selections }, mask };
  }

  private selection(
    node: SelectionNode,
    parent: GraphQLNamedType | undefined,
  ): { readonly rewritten: SelectionNode; readonly found: Mask } {
    if (node.kind === Kind.FIELD) return this.field(node, parent);
    if (node.kind === Kind.FRAGMENT_SPREAD) return { rewritten: node, found: this.fragment(node.name.value) };
    const type = node.typeCondition ? this.schema.getType(node.typeCondition.name.value) : parent;
    const { selectionSet, mask } = this.selections(node.selectionSet, type);
    return { rewritten: { ...node, selectionSet }, found: mask };
  }

  private fragment(name: string): Mask {
    const known = this.fragments.get(name);
    if (known) return known.mask;
    const { typeCondition, selectionSet } = this.operation.fragments[name] as FragmentDefinitionNode;
    const rewritten = this.selections(selectionSet, this.schema.getType(typeCondition.name.value));
    this.fragments.set(name, rewritten);
    return rewritten.mask;
  }

  private field(node: FieldNode, parent: GraphQLNamedType | undefined) {
    const definition = parent && fieldOf(this.schema, parent, node.name.value);
    if (!definition || !isCompositeType(parent)) return { rewritten: node, found: emptyMask };
    const responseKey = node.alias?.value ?? node.name.value;
    const refusal = this.findRefusal(parent, definition);
    if (refusal) {
      const placeholder = `__refused${(this.count += 1)}`;
      const field = { responseKey, type: definition.type, refusal };
      return {
        rewritten: placeholderOf(node, placeholder),
        found: { ...emptyMask, refused: new Map([[placeholder, field]]) },
      };
    }
    if (!node.selectionSet) return { rewritten: node, found: emptyMask };
    const { selectionSet, mask } = this.selections(node.selectionSet, getNamedType(definition.type));
    const children = new Map([[responseKey, { type: definition.type, mask }]]);
    return { rewritten: { ...node, selectionSet }, found: mask === emptyMask ? emptyMask : { ...emptyMask, children } };
  }

  private findRefusal(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): ServiceError | undefined {
    for (const rule of this.scopeRules.rulesOf(this.schema, parent, field)) {
      const refusal = findRefusal(this.principal, rule);
      if (refusal) return refusal;
    }
    return undefined;
  }
}

/** The directives stay: a field that is skipped is not refused. */
function placeholderOf({ directives = [] }: FieldNode, alias: string): FieldNode {
  const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
  return { kind: Kind.FIELD, alias: name(alias), name: name('__typename'), directives };
}
