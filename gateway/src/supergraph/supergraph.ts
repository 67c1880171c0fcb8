import { readFileSync } from 'node:fs';
import { ConfigError } from '@skillwright/service';
import { withoutScopeDirectives } from '@skillwright/pipeline';
import { Kind, parse, print, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** A subgraph, as the supergraph names it. */
export interface SubgraphAddress {
  readonly name: string;
  /** The URL of its GraphQL endpoint. */
  readonly url: string;
}

export interface Supergraph {
  /** Without the directives of scopes, which @apollo/gateway refuses because it does not enforce them. */
  readonly sdl: string;
  /** The whole supergraph, with these directives. The pipeline enforces them. */
  readonly document: DocumentNode;
  readonly subgraphs: readonly SubgraphAddress[];
}

/**
 * Reads a Federation 2 supergraph and the addresses in it. `serviceUrls` (base URLs by name of subgraph) replace the
 * addresses of known subgraphs. Throws a ConfigError if the file is not such a supergraph.
 */
export function readSupergraph(
  file: string,
  serviceUrls: Readonly<Record<string, string | undefined>> = {},
): Supergraph {
  const document = parseSdl(file, readText(file));
  const subgraphs = subgraphsOf(document).map(({ name, url }) => {
    const base = serviceUrls[name];
    return { name, url: base === undefined ? url : `${base.replace(/\/+$/, '')}/graphql` };
  });
  if (subgraphs.length === 0) {
    throw new ConfigError([
      `SUPERGRAPH: ${file} is not a Federation 2 supergraph: it names no subgraphs (join__Graph).`,
    ]);
  }
  return { sdl: print(withoutScopeDirectives(document)), document, subgraphs };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError([`SUPERGRAPH: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`]);
  }
}

function parseSdl(file: string, sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    throw new ConfigError([`SUPERGRAPH: ${file} is not a GraphQL schema: ${(error as Error).message}`]);
  }
}

/** Returns the values of the `join__Graph` enum (https://specs.apollo.dev/join), one per subgraph. */
function subgraphsOf(document: DocumentNode): SubgraphAddress[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? []).flatMap(({ directives = [] }) =>
          directives
            .filter(({ name }) => name.value === 'join__graph')
            .map((graph) => ({ name: argumentOf(graph, 'name'), url: argumentOf(graph, 'url') })),
        )
      : [],
  );
}

function argumentOf(directive: ConstDirectiveNode, name: string): string {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}
