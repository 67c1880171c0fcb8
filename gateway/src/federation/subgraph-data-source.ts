import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { gatewayErrors } from '@skillwright/contracts/gateway';
import { toServiceError } from '@skillwright/service';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from '../graphql/context.js';
import { isMutation, type SubgraphTransport } from './subgraph-call.js';

/** How @apollo/gateway reaches a subgraph: within the request's deadline, its failures as errors with a place and a code. */
export class SubgraphDataSource implements GraphQLDataSource<GatewayContext> {
  constructor(
    private readonly name: string,
    private readonly send: SubgraphTransport,
    private readonly timeouts: { readonly subgraphTimeoutMs: number; readonly requestTimeoutMs: number },
  ) {}

  async process(options: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<GatewayGraphQLResponse> {
    // The gateway's own health checks and schema loading are off: every call belongs to a request.
    const context = options.context as GatewayContext;
    const { query = '', operationName, variables = {} } = options.request;
    try {
      const timeoutMs = this.timeLeft(context, query);
      const document = 'document' in options ? options.document : undefined;
      return (await this.send({
        query,
        document,
        operationName,
        variables,
        context,
        timeoutMs,
      })) as GatewayGraphQLResponse;
    } catch (error) {
      throw this.toGraphQLError(error, options, context);
    }
  }

  /** A mutation may take as long as the request; it is not to be given up while it runs. */
  private timeLeft(context: GatewayContext, query: string): number {
    const { subgraphTimeoutMs, requestTimeoutMs } = this.timeouts;
    const left = context.deadlineAt - Date.now();
    if (left <= 0) throw gatewayErrors.REQUEST_TIMEOUT({ timeoutMs: requestTimeoutMs });
    return isMutation(query) ? left : Math.min(left, subgraphTimeoutMs);
  }

  private toGraphQLError(
    error: unknown,
    options: GraphQLDataSourceProcessOptions<GatewayContext>,
    context: GatewayContext,
  ): GraphQLError {
    const known = toServiceError(error);
    const reason = known.cause instanceof Error ? known.cause.message : known.message;
    context.logger.warn({ subgraph: this.name, code: known.code, reason }, 'a subgraph did not answer');
    const path = 'pathInIncomingRequest' in options ? options.pathInIncomingRequest : undefined;
    return new GraphQLError(known.message, {
      originalError: known,
      ...(path && path.length > 0 && { path: path.map(String) }),
    });
  }
}
