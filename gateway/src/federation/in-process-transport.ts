import { coreErrors, writeRequestHeaders, type GraphQLExecutor } from '@skillwright/service';
import type { SubgraphTransport } from './subgraph-call.js';

/** Runs a subgraph that lives in this process: no HTTP, the same deadline. */
export function createInProcessTransport(name: string, execute: GraphQLExecutor): SubgraphTransport {
  return async ({ query, document, operationName, variables, context, timeoutMs }) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(coreErrors.NEIGHBOUR_TIMEOUT({ neighbour: name, timeoutMs })), timeoutMs);
    });
    try {
      const request = { query, operationName, variables, headers: writeRequestHeaders(context) };
      return await Promise.race([execute(document ? { ...request, document } : request), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
