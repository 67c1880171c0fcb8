import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { coreErrors, toServiceError, type Caller, type Logger } from '@skillwright/service';
import { GraphQLError } from 'graphql';
import { isMutation, type SubgraphTransport } from './subgraph-call.js';

/** How @apollo/gateway reaches a subgraph: within the caller's deadline, its failures as errors with a place and a code. */
export class SubgraphDataSource implements GraphQLDataSource<Caller> {
  constructor(
    private readonly name: string,
    private readonly send: SubgraphTransport,
    private readonly options: { readonly subgraphTimeoutMs: number; readonly logger: Logger },
  ) {}

  async process(options: GraphQLDataSourceProcessOptions<Caller>): Promise<GatewayGraphQLResponse> {
    // The gateway's own health checks and schema loading are off: every call belongs to a request.
    const caller = options.context as Caller;
    const { query = '', operationName, variables = {} } = options.request;
    try {
      const mutation = isMutation(query);
      const timeoutMs = this.timeLeft(caller, mutation);
      const document = 'document' in options ? options.document : undefined;
      const call = { query, document, operationName, variables, timeoutMs };
      return (await this.send({ ...call, caller: mutation ? unattended(caller) : caller })) as GatewayGraphQLResponse;
    } catch (error) {
      throw this.toGraphQLError(error, options, caller);
    }
  }

  /** A mutation may take as long as the request; it is not to be given up while it runs. */
  private timeLeft({ deadlineAt, signal }: Caller, mutation: boolean): number {
    const leftMs = deadlineAt - Date.now();
    if (leftMs <= 0) throw coreErrors.REQUEST_TIMEOUT();
    if (mutation) return leftMs;
    signal.throwIfAborted();
    return Math.min(leftMs, this.options.subgraphTimeoutMs);
  }

  private toGraphQLError(
    error: unknown,
    options: GraphQLDataSourceProcessOptions<Caller>,
    { requestId }: Caller,
  ): GraphQLError {
    const known = toServiceError(error);
    if (known.code !== 'CLIENT_GONE') {
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

/** The caller of a mutation: it goes on when its client goes, since whether it happens must not depend on that. */
function unattended(caller: Caller): Caller {
  return { ...caller, signal: new AbortController().signal };
}
