import {
  Kind,
  visit,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type SchemaDefinitionNode,
  type SchemaExtensionNode,
} from 'graphql';

/** The names by which a schema uses the directives of scopes (https://specs.apollo.dev). */
export interface ScopeDirectives {
  readonly authenticated: string;
  readonly requiresScopes: string;
}

const feature = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes)\/v\d/;

/** Returns the names of the directives in a schema. A `@link` can rename them. */
export function scopeDirectivesOf(document: DocumentNode): ScopeDirectives {
  const names = { authenticated: 'authenticated', requiresScopes: 'requiresScopes' };
  for (const link of linksOf(document)) {
    const [, name] = feature.exec(textOf(link, 'url')) ?? [];
    const renamed = textOf(link, 'as');
    if (name !== undefined && renamed !== '') names[name as keyof typeof names] = renamed;
  }
  return names;
}

/**
 * Returns a schema without the directives of scopes, for servers that do not know them. Whoever uses it has read the
 * rules and enforces them.
 */
export function withoutScopeDirectives(document: DocumentNode): DocumentNode {
  const { authenticated, requiresScopes } = scopeDirectivesOf(document);
  const isOfScopes = (name: string) => name === authenticated || name === requiresScopes;
  return visit(document, {
    Directive: (node) => (isOfScopes(node.name.value) || isLinkOfScopes(node) ? null : undefined),
    DirectiveDefinition: ({ name }) => (isOfScopes(name.value) ? null : undefined),
    ScalarTypeDefinition: ({ name }) => (name.value === `${requiresScopes}__Scope` ? null : undefined),
  });
}

function isLinkOfScopes(node: DirectiveNode): boolean {
  return node.name.value === 'link' && feature.test(textOf(node as ConstDirectiveNode, 'url'));
}

function linksOf({ definitions }: DocumentNode): readonly ConstDirectiveNode[] {
  return definitions
    .filter(
      (node): node is SchemaDefinitionNode | SchemaExtensionNode =>
        node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION,
    )
    .flatMap(({ directives = [] }) => directives.filter(({ name }) => name.value === 'link'));
}

function textOf({ arguments: given = [] }: ConstDirectiveNode, name: string): string {
  const value = given.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}
