import { coreErrors, runAs, type GraphQLExecutor } from '@skillwright/service';
import { parse } from 'graphql';
import type { SubgraphTransport } from './subgraph-call.js';

/**
 * Creates a transport to a subgraph in this process. The subgraph gets the same caller, with the time limit of the
 * call.
 */
export function createInProcessTransport(name: string, execute: GraphQLExecutor): SubgraphTransport {
  return ({ query, document = parse(query), operationName, variables, caller, timeoutMs }) =>
    runAs({ ...caller, timeoutMs }, async (within) => {
      const executed = execute({ document, operationName, variables }, within);
      return Promise.race([executed, rejectWhenAborted(within.signal)]).catch((error: unknown) => {
        const late = within.signal.aborted && !caller.signal.aborted;
        throw late ? coreErrors.NEIGHBOUR_TIMEOUT({ neighbour: name, timeoutMs }, { cause: error }) : error;
      });
    });
}

/** Rejects when `signal` aborts. The listener is not removed: the signal belongs to one call and ends with it. */
function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
