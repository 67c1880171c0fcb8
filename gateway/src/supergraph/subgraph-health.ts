import {
  createNeighbour,
  runAs,
  servicePrincipal,
  toServiceError,
  type Caller,
  type GraphQLExecutor,
  type Health,
  type Neighbour,
  type PartStatus,
} from '@skillwright/service';
import { parse, print } from 'graphql';
import type { SubgraphAddress } from './supergraph.js';

/** The maximum time of one call, in milliseconds. A check makes up to two. */
const timeoutMs = 1_500;
const principal = servicePrincipal('gateway');
/** Every subgraph can answer this query. */
const typename = parse('{ __typename }');

/** Adds one part per subgraph to the health report. Returns a function that ends the checks. */
export function watchSubgraphs(
  health: Health,
  subgraphs: readonly SubgraphAddress[],
  executors: Readonly<Record<string, GraphQLExecutor>>,
): () => Promise<void> {
  const neighbours: Neighbour[] = [];
  for (const { name, url } of subgraphs) {
    const execute = executors[name];
    if (execute) {
      health.addPart(name, () => checkInProcess(execute));
      continue;
    }
    const { origin, pathname, search } = new URL(url);
    const neighbour = createNeighbour({ name, baseUrl: origin, timeoutMs });
    neighbours.push(neighbour);
    const check = (caller: Caller) => checkOverHttp(neighbour, { url, graphqlPath: pathname + search }, caller);
    health.addPart(name, () => runAs({ principal, timeoutMs: 2 * timeoutMs }, check));
  }
  return async () => {
    await Promise.all(neighbours.map((neighbour) => neighbour.close()));
  };
}

async function checkInProcess(execute: GraphQLExecutor): Promise<PartStatus> {
  const { data } = await runAs({ principal, timeoutMs }, (caller) => execute({ document: typename }, caller));
  return { status: data ? 'up' : 'down', mode: 'in process' };
}

/**
 * A subgraph of the platform reports at `/readyz` whether all its parts are up. Any other subgraph is up if it answers
 * GraphQL.
 */
async function checkOverHttp(
  neighbour: Neighbour,
  { url, graphqlPath }: { url: string; graphqlPath: string },
  caller: Caller,
): Promise<PartStatus> {
  try {
    const { body } = await neighbour.request({ method: 'GET', path: '/readyz', caller });
    if (isReadiness(body)) return { status: body.status === 'ready' ? 'up' : 'down', url };
  } catch (error) {
    const { category } = toServiceError(error);
    if (category === 'unavailable' || category === 'timeout') return { status: 'down', url, reason: 'not ready' };
  }
  await neighbour.request({ method: 'POST', path: graphqlPath, body: { query: print(typename) }, caller });
  return { status: 'up', url };
}

function isReadiness(body: unknown): body is { status: string } {
  return typeof (body as { status?: unknown } | null | undefined)?.status === 'string';
}
