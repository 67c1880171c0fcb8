import type { RequiredScopes } from '@skillwright/auth';
import {
  getNamedType,
  isInterfaceType,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { scopeDirectivesOf, type ScopeDirectives } from './scope-directives.js';

/** Of the fields that federation adds, each asks for a token: entities have rules of their own. */
const federationFields = new Set(['_service', '_entities']);
const tokenAlone: RequiredScopes = [[]];
const nobody: RequiredScopes = [];

/** The rules of a schema that say who may use its fields. A root field without a rule lets nobody pass. */
export class ScopeRules {
  private readonly ofSchema = new WeakMap<GraphQLSchema, Map<string, readonly RequiredScopes[]>>();

  private constructor(private readonly declared: ReadonlyMap<string, readonly RequiredScopes[]>) {}

  /** Reads the rules, `@authenticated` and `@requiresScopes`, of the documents that make up a schema. */
  static read(documents: readonly DocumentNode[]): ScopeRules {
    const declared = new Map<string, RequiredScopes[]>();
    for (const document of documents) collect(document, declared);
    return new ScopeRules(declared);
  }

  /** Returns the rules of a field and of the types around it. A principal has to meet them all. */
  rulesOf(
    schema: GraphQLSchema,
    parent: GraphQLNamedType,
    field: GraphQLField<unknown, unknown>,
  ): readonly RequiredScopes[] {
    const known = this.ofSchema.get(schema) ?? new Map<string, readonly RequiredScopes[]>();
    this.ofSchema.set(schema, known);
    const coordinate = `${parent.name}.${field.name}`;
    const rules = known.get(coordinate) ?? this.find(schema, parent, field);
    known.set(coordinate, rules);
    return rules;
  }

  private find(schema: GraphQLSchema, parent: GraphQLNamedType, { name, type }: GraphQLField<unknown, unknown>) {
    if (name.startsWith('__')) return [];
    // Which type stands behind an interface is known too late, so the rules of all of them hold.
    const parents = isInterfaceType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
    const own = parents.flatMap((each) => [...this.on(each.name), ...this.on(`${each.name}.${name}`)]);
    if (own.length === 0 && isRoot(schema, parent)) own.push(federationFields.has(name) ? tokenAlone : nobody);
    return [...own, ...this.on(getNamedType(type).name)];
  }

  private on(coordinate: string): readonly RequiredScopes[] {
    return this.declared.get(coordinate) ?? [];
  }
}

function isRoot(schema: GraphQLSchema, { name }: GraphQLNamedType): boolean {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.some((root) => root?.name === name);
}

function collect(document: DocumentNode, declared: Map<string, RequiredScopes[]>): void {
  const names = scopeDirectivesOf(document);
  const add = (coordinate: string, { directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] }) => {
    const rules = directives.flatMap((directive) => ruleOf(directive, names));
    if (rules.length > 0) declared.set(coordinate, [...(declared.get(coordinate) ?? []), ...rules]);
  };
  for (const node of document.definitions) {
    if (!isTypeDefinitionNode(node) && !isTypeExtensionNode(node)) continue;
    const type = node.name.value;
    add(type, node);
    for (const field of 'fields' in node ? (node.fields ?? []) : []) add(`${type}.${field.name.value}`, field);
  }
}

function ruleOf({ name, arguments: given = [] }: ConstDirectiveNode, names: ScopeDirectives): RequiredScopes[] {
  if (name.value === names.authenticated) return [tokenAlone];
  if (name.value !== names.requiresScopes) return [];
  const scopes = given.find((argument) => argument.name.value === 'scopes');
  return [scopes ? (valueFromASTUntyped(scopes.value) as RequiredScopes) : nobody];
}
