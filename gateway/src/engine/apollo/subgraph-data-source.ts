import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { coreErrors, toServiceError, type Caller, type Logger } from '@skillwright/service';
import { GraphQLError } from 'graphql';
import { isMutation, type Execution, type SubgraphTransport } from './subgraph-call.js';

/**
 * Connects @apollo/gateway to a subgraph. Calls end at the caller's deadline; failures become errors with a path and a
 * code.
 */
export class SubgraphDataSource implements GraphQLDataSource<Execution> {
  constructor(
    private readonly name: string,
    private readonly send: SubgraphTransport,
    private readonly options: { readonly subgraphTimeoutMs: number; readonly logger: Logger },
  ) {}

  async process(options: GraphQLDataSourceProcessOptions<Execution>): Promise<GatewayGraphQLResponse> {
    // The execution is always set: every call belongs to a request, since the health checks and the schema loading of
    // @apollo/gateway are off.
    const { caller, budget } = options.context as Execution;
    const { query = '', operationName, variables = {} } = options.request;
    try {
      const mutation = isMutation(query);
      // Timers and other requests get a turn between the fetches, also if all subgraphs are in this process.
      await nextTurn();
      if (!mutation) budget.check();
      const timeoutMs = this.timeLeft(caller, mutation);
      const document = 'document' in options ? options.document : undefined;
      const call = { query, document, operationName, variables, budget, timeoutMs };
      return (await this.send({
        ...call,
        caller: mutation ? detachFromClient(caller) : caller,
      })) as GatewayGraphQLResponse;
    } catch (error) {
      throw this.toGraphQLError(error, options, caller);
    }
  }

  /**
   * Returns the time limit of a call. A mutation must not be given up while it runs, so it may use the rest of the
   * request's time.
   */
  private timeLeft({ deadlineAt, signal }: Caller, mutation: boolean): number {
    const leftMs = deadlineAt - Date.now();
    if (leftMs <= 0) throw coreErrors.REQUEST_TIMEOUT();
    if (mutation) return leftMs;
    signal.throwIfAborted();
    return Math.min(leftMs, this.options.subgraphTimeoutMs);
  }

  private toGraphQLError(
    error: unknown,
    options: GraphQLDataSourceProcessOptions<Execution>,
    { requestId }: Caller,
  ): GraphQLError {
    const known = toServiceError(error);
    if (known.code !== 'CLIENT_GONE' && known.code !== 'ANSWER_TOO_LARGE') {
      const reason = known.cause instanceof Error ? known.cause.message : known.message;
      const about = { subgraph: this.name, code: known.code, reason, request_id: requestId };
      this.options.logger.warn(about, 'a subgraph did not answer');
    }
    const path = 'pathInIncomingRequest' in options ? options.pathInIncomingRequest : undefined;
    return new GraphQLError(known.message, {
      originalError: known,
      ...(path && path.length > 0 && { path: path.map(String) }),
    });
  }
}

/**
 * Returns the caller of a mutation: it does not abort when the client disconnects, because the outcome of a mutation
 * must not depend on that.
 */
function detachFromClient(caller: Caller): Caller {
  return { ...caller, signal: new AbortController().signal };
}
