import { findRefusal } from '@skillwright/auth';
import type { Principal, ServiceError } from '@skillwright/service';
import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  visit,
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

export interface RefusalOptions {
  readonly schema: GraphQLSchema;
  readonly scopeRules: ScopeRules;
  readonly principal: Principal;
  /** The coerced variables, with defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Replaces each field that a principal may not use by `__typename`, under a response key of its own. So the engine
 * answers it in every object that would have had the field, and at no other place. The mask lacks fields that are
 * skipped.
 */
export function refuseFields(operation: ResolvedOperation, options: RefusalOptions): RefusedOperation {
  return new Rewriter(operation, options).rewrite();
}

class Rewriter {
  private readonly fragments = new Map<string, Rewritten>();
  private readonly aliases: ReadonlySet<string>;
  private count = 0;

  constructor(
    private readonly operation: ResolvedOperation,
    private readonly options: RefusalOptions,
  ) {
    this.aliases = aliasesIn(operation);
  }

  rewrite(): RefusedOperation {
    const { definition } = this.operation;
    const root = this.options.schema.getRootType(definition.operation) ?? undefined;
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
    const { rewritten, found } = this.replace(node, parent);
    return { rewritten, found: isSkipped(node, this.options.variables) ? emptyMask : found };
  }

  private replace(
    node: SelectionNode,
    parent: GraphQLNamedType | undefined,
  ): { readonly rewritten: SelectionNode; readonly found: Mask } {
    if (node.kind === Kind.FIELD) return this.field(node, parent);
    if (node.kind === Kind.FRAGMENT_SPREAD) return { rewritten: node, found: this.fragment(node.name.value) };
    const type = node.typeCondition ? this.options.schema.getType(node.typeCondition.name.value) : parent;
    const { selectionSet, mask } = this.selections(node.selectionSet, type);
    return { rewritten: { ...node, selectionSet }, found: mask };
  }

  private fragment(name: string): Mask {
    const known = this.fragments.get(name);
    if (known) return known.mask;
    const { typeCondition, selectionSet } = this.operation.fragments[name] as FragmentDefinitionNode;
    const rewritten = this.selections(selectionSet, this.options.schema.getType(typeCondition.name.value));
    this.fragments.set(name, rewritten);
    return rewritten.mask;
  }

  private field(node: FieldNode, parent: GraphQLNamedType | undefined) {
    const definition = parent && fieldOf(this.options.schema, parent, node.name.value);
    if (!definition || !isCompositeType(parent)) return { rewritten: node, found: emptyMask };
    const responseKey = node.alias?.value ?? node.name.value;
    const refusal = this.findRefusal(parent, definition);
    if (refusal) {
      const placeholder = this.freeAlias();
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

  private freeAlias(): string {
    const alias = `__refused${(this.count += 1)}`;
    return this.aliases.has(alias) ? this.freeAlias() : alias;
  }

  private findRefusal(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): ServiceError | undefined {
    const { schema, scopeRules, principal } = this.options;
    for (const rule of scopeRules.rulesOf(schema, parent, field)) {
      const refusal = findRefusal(principal, rule);
      if (refusal) return refusal;
    }
    return undefined;
  }
}

function aliasesIn({ document }: ResolvedOperation): ReadonlySet<string> {
  const aliases = new Set<string>();
  visit(document, { Field: ({ alias }) => void (alias && aliases.add(alias.value)) });
  return aliases;
}

function isSkipped(node: SelectionNode, variables: RefusalOptions['variables']): boolean {
  if (!node.directives?.length) return false;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return true;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] === false;
}

/** The directives stay: a field that is skipped is not refused. */
function placeholderOf({ directives = [] }: FieldNode, alias: string): FieldNode {
  const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
  return { kind: Kind.FIELD, alias: name(alias), name: name('__typename'), directives };
}
