import { parse } from 'graphql';
import { waitFor } from '@skillwright/testing';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { queryGraphQL } from '../harness/graphql.js';
import { listTemplates } from '../harness/templates.js';

/** The templates with versions and the projects with revisions, newest first, that a replica of generation lists. */
export interface ReplicaContents {
  readonly templates: Readonly<Record<string, string>>;
  readonly projects: readonly { readonly id: string; readonly revision: number }[];
}

const projectsQuery: TypedDocumentNode<
  { readonly projects: { readonly nodes: ReplicaContents['projects'] } },
  Record<string, never>
> = parse('query Projects { projects(first: 100) { nodes { id revision } } }');

async function listContents(url: string): Promise<ReplicaContents> {
  const templates = (await listTemplates(url)).map(({ name, version }) => [name, version] as const);
  const { projects } = await queryGraphQL(url, projectsQuery, {});
  return { templates: Object.fromEntries(templates), projects: projects.nodes };
}

/** Waits until each replica lists `expected`. Returns the last list of each replica, also when the time is up. */
export async function waitForContents(urls: readonly string[], expected: ReplicaContents): Promise<ReplicaContents[]> {
  let contents: ReplicaContents[] = [];
  await waitFor(
    async () => {
      contents = await Promise.all(urls.map(listContents));
      for (const content of contents) expect(content).toEqual(expected);
      return true;
    },
    { timeoutMs: 15_000 },
  ).catch(() => undefined);
  return contents;
}
