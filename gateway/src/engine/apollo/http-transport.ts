import {
  ServiceError,
  coreErrors,
  createNeighbour,
  findGraphQLAnswer,
  type NeighbourOptions,
  type NeighbourRequest,
} from '@skillwright/service';
import { isMutation, type SubgraphTransport } from './subgraph-call.js';
import type { SubgraphAddress } from '../../supergraph/supergraph.js';

/** The codes of a kept-alive connection that the server closed during a request. */
const lostConnection = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Creates a transport to a subgraph, over a pool of kept-alive connections. A read whose connection is lost is sent
 * once more; a mutation is not, because it may have been carried out.
 */
export function createHttpTransport(
  { name, url }: SubgraphAddress,
  options: Pick<NeighbourOptions, 'timeoutMs' | 'prove'>,
): { readonly send: SubgraphTransport; close(): Promise<void> } {
  const { origin, pathname, search } = new URL(url);
  const neighbour = createNeighbour({ name, baseUrl: origin, ...options });

  const send: SubgraphTransport = async ({ query, operationName, variables, caller, timeoutMs }) => {
    const request: NeighbourRequest = {
      method: 'POST',
      path: pathname + search,
      body: { query, operationName, variables },
      caller,
      timeoutMs,
    };
    const response = await neighbour.request(request).catch((error: unknown) => {
      if (isMutation(query) || !isLostConnection(error)) throw error;
      return neighbour.request(request);
    });
    const answer = findGraphQLAnswer(response.body);
    if (!answer) throw coreErrors.NEIGHBOUR_FAILED({ neighbour: name });
    return answer;
  };
  return { send, close: () => neighbour.close() };
}

function isLostConnection(error: unknown): boolean {
  const cause = error instanceof ServiceError ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' && lostConnection.has(cause.code);
}
