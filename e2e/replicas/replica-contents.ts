import { parse } from 'graphql';
import { waitFor } from '@skillwright/testing';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { queryGraphQL } from '../harness/graphql.js';
import { listTemplates } from '../harness/templates.js';

/** What a replica of generation shows: its templates at their versions, and its projects at their revisions, newest first. */
export interface Stock {
  readonly templates: Readonly<Record<string, string>>;
  readonly projects: readonly { readonly id: string; readonly revision: number }[];
}

const projectsQuery: TypedDocumentNode<
  { readonly projects: { readonly nodes: Stock['projects'] } },
  Record<string, never>
> = parse('query Projects { projects(first: 100) { nodes { id revision } } }');

async function listStock(url: string): Promise<Stock> {
  const templates = (await listTemplates(url)).map(({ name, version }) => [name, version] as const);
  const { projects } = await queryGraphQL(url, projectsQuery, {});
  return { templates: Object.fromEntries(templates), projects: projects.nodes };
}

/** The stock of each replica, once that is `expected`; or as it is when it does not come to that. */
export async function waitForStock(urls: readonly string[], expected: Stock): Promise<Stock[]> {
  let stocks: Stock[] = [];
  await waitFor(
    async () => {
      stocks = await Promise.all(urls.map(listStock));
      for (const stock of stocks) expect(stock).toEqual(expected);
      return true;
    },
    { timeoutMs: 15_000 },
  ).catch(() => undefined);
  return stocks;
}
