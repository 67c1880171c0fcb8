import { FormattedErrors, type Door, type Outcome, type Pipeline, type StreamedResult } from '@skillwright/pipeline';
import {
  coreErrors,
  readCallerHeaders,
  runAs,
  toFormattedGraphQLError,
  type Authenticator,
} from '@skillwright/service';
import { GraphQLError, parse, type ExecutionArgs, type GraphQLFormattedError } from 'graphql';
import { makeServer, type Server } from 'graphql-ws';
import { authenticateSocket } from './authenticate-socket.js';
import type { SocketExtra } from './connection.js';

/**
 * The close code for a subscriber that does not read. The protocol itself does not use this code, and clients connect
 * again after it.
 */
const slowConsumerCloseCode = 4428;

const maxOperationsPerSocket = 200;
const allowed: Door['allowed'] = new Set(['query', 'mutation', 'subscription']);

export interface ProtocolOptions {
  readonly pipeline: Pipeline;
  readonly authenticator: Authenticator;
  /** The maximum time of a query or mutation, or for the opening of a subscription, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/**
 * Creates the graphql-transport-ws protocol in front of the pipeline. The pipeline runs before the protocol requests a
 * result.
 */
export function createProtocol(options: ProtocolOptions): Server<SocketExtra> {
  const { pipeline, authenticator, requestTimeoutMs: timeoutMs } = options;
  return makeServer<undefined, SocketExtra>({
    onConnect: ({ connectionParams, extra }) => authenticateSocket(authenticator, connectionParams, extra),
    onSubscribe: async (context, _id, payload) => {
      const { socket, headers, identity, signal } = context.extra;
      const request = readCallerHeaders(headers);
      if (Object.keys(context.subscriptions).length > maxOperationsPerSocket)
        return [wrapErrors([tooManyOperations(request.requestId)])];
      const onOverrun = () => socket.close(slowConsumerCloseCode, 'EVENTS_SLOW_CONSUMER');
      const outcome = await runAs({ ...request, ...identity, timeoutMs, signal }, (caller) =>
        pipeline.run(payload, caller, { allowed, stream: { onOverrun } }),
      );
      return outcome.kind === 'failed' ? [wrapErrors(outcome.errors)] : toArguments(outcome);
    },
    execute: ({ contextValue }) => contextValue as never,
    subscribe: ({ contextValue }) => contextValue as never,
    // Results and errors are in their final form already. By default the protocol would format them again.
    onNext: (_context, _id, _payload, _args, result) =>
      isStreamed(result) ? (result.result as never) : (result as never),
    onError: (_context, _id, _payload, errors) => errors.flatMap(unwrapErrors),
  });
}

// The protocol reads the kind of the operation in the document, and nothing else.
const answering = parse('{ answer }');
const streaming = parse('subscription { stream }');

function toArguments(outcome: Exclude<Outcome, { readonly kind: 'failed' }>): ExecutionArgs {
  const args =
    outcome.kind === 'streaming'
      ? { document: streaming, contextValue: outcome.stream }
      : { document: answering, contextValue: outcome.result };
  return args as Omit<ExecutionArgs, 'schema'> as ExecutionArgs;
}

const isStreamed = (result: object): result is StreamedResult<GraphQLFormattedError> => 'cursor' in result;

/** Puts formatted errors into one GraphQLError, because the protocol accepts no other errors. */
function wrapErrors(errors: readonly GraphQLFormattedError[]): GraphQLError {
  return new GraphQLError('refused', { originalError: new FormattedErrors(errors) });
}

function unwrapErrors(error: GraphQLError): readonly GraphQLFormattedError[] {
  if (error.originalError instanceof FormattedErrors) return error.originalError.errors;
  return [toFormattedGraphQLError(error.toJSON(), error)];
}

function tooManyOperations(requestId: string): GraphQLFormattedError {
  const reason = `A socket carries at most ${maxOperationsPerSocket} operations.`;
  const error = coreErrors.MALFORMED_REQUEST({ reason });
  return toFormattedGraphQLError({ message: error.message }, error, requestId);
}
