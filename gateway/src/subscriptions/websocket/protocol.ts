import {
  coreErrors,
  resolveOperation,
  writeRequestHeaders,
  type GraphQLExecutor,
  type Logger,
} from '@skillwright/service';
import { parse, print, type ExecutionArgs } from 'graphql';
import { makeServer, type Context, type Server, type SubscribePayload } from 'graphql-ws';
import { createContext, type GatewayContext } from '../../graphql/context.js';
import { maxTokens } from '../../limits/limits-plugin.js';
import type { CancellableStream } from '../cancellable-stream.js';
import { toClientErrors, toGraphQLErrors } from '../client-errors.js';
import type { Subscriptions } from '../subscriptions.js';
import type { SubscriptionResult } from '../to-result.js';
import type { SocketExtra } from './connection.js';

/** Closes the socket of a subscriber that does not read: none of the protocol's codes, and none that clients take as final. */
export const slowConsumerCloseCode = 4428;

const mostOperationsOfSocket = 200;

export interface ProtocolOptions {
  readonly subscriptions: Subscriptions;
  /** Runs the queries and mutations that come over a socket. */
  readonly execute: GraphQLExecutor;
  readonly requestTimeoutMs: number;
  readonly logger: Logger;
}

/** What one operation on a socket is carried out with. */
interface Operation {
  readonly context: GatewayContext;
  /** The open stream, where it is a subscription. */
  readonly stream?: CancellableStream<SubscriptionResult>;
}

type SocketContext = Context<undefined, SocketExtra>;

/** The graphql-transport-ws protocol over our subscriptions; queries and mutations run as over HTTP. */
export function createProtocol(options: ProtocolOptions): Server<SocketExtra> {
  return makeServer<undefined, SocketExtra>({
    onSubscribe: async (socket, _id, payload) => {
      try {
        return await begin(socket, payload, options);
      } catch (error) {
        return toGraphQLErrors(error);
      }
    },
    subscribe: ({ contextValue }) => (contextValue as Required<Operation>).stream as CancellableStream<never>,
    execute: async ({ contextValue, document, operationName, variableValues }) => {
      const { context } = contextValue as Operation;
      const request = { query: print(document), headers: writeRequestHeaders(context) };
      return (await options.execute({
        ...request,
        variables: { ...variableValues },
        operationName: operationName ?? undefined,
      })) as never;
    },
    // Results and errors are in their final form already; by default the protocol would format them again.
    onNext: (_socket, _id, _payload, _args, result) =>
      'cursor' in result ? (result as unknown as SubscriptionResult).result : (result as never),
    onError: (socket, _id, _payload, errors) => toClientErrors(errors, socket.extra.headers.requestId),
  });
}

/** Prepares an operation; a subscription is open once this resolves. */
async function begin(
  socket: SocketContext,
  payload: SubscribePayload,
  options: ProtocolOptions,
): Promise<ExecutionArgs> {
  if (Object.keys(socket.subscriptions).length > mostOperationsOfSocket) {
    throw coreErrors.MALFORMED_REQUEST({ reason: `A socket carries at most ${mostOperationsOfSocket} operations.` });
  }
  const { subscriptions, logger, requestTimeoutMs } = options;
  const { operationName, variables } = payload;
  const context = createContext(socket.extra.headers, { logger, requestTimeoutMs });
  const document = parse(payload.query, { maxTokens });
  const args = { schema: subscriptions.schema, document, operationName, variableValues: variables };
  const operation = resolveOperation(document, operationName);
  if (operation.operation !== 'subscription') {
    return { ...args, contextValue: { context } satisfies Operation };
  }
  const stream = await subscriptions.open(
    { document, operation, variables: variables ?? undefined },
    { context, onOverrun: () => socket.extra.socket.close(slowConsumerCloseCode, 'EVENTS_SLOW_CONSUMER') },
  );
  return { ...args, contextValue: { context, stream } satisfies Operation };
}
