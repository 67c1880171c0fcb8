import { coreErrors, runAs, type GraphQLExecutor } from '@skillwright/service';
import { untilAborted } from '@skillwright/service/timing';
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
      return untilAborted(executed, within.signal).catch((error: unknown) => {
        const late = within.signal.aborted && !caller.signal.aborted;
        throw late ? coreErrors.NEIGHBOUR_TIMEOUT({ neighbour: name, timeoutMs }, { cause: error }) : error;
      });
    });
}
