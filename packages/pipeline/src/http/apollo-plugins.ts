import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import {
  chooseMediaType,
  jsonMediaType,
  namesMediaType,
  toFormattedGraphQLError,
  type Caller,
  type Logger,
} from '@skillwright/service';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Door, Outcome, Pipeline } from '../pipeline.js';
import type { RequestText } from '../stages/receive-request.js';
import { statusOfErrors } from './status-of-errors.js';

/** The context value of Apollo Server: the caller of the request. */
export interface HttpContext {
  readonly caller: Caller;
  /** The `Accept` header of the request. */
  readonly accept: string | undefined;
  /** Called with the operation if it is a subscription. It was refused. */
  onSubscription(operation: RequestText): void;
}

// An allow-list: a page of another origin can send a GET without a preflight request.
const byGet: Door = { allowed: new Set(['query']) };
const byPost: Door = { allowed: new Set(['query', 'mutation']) };

/** Returns the plugin by which Apollo Server answers every operation from the pipeline. */
export function runThrough(pipeline: Pipeline): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ document, request, contextValue: { caller } }) => {
        const { operationName, variables } = request;
        const door = request.http?.method === 'POST' ? byPost : byGet;
        return toResponse(await pipeline.runParsed({ document, operationName, variables }, caller, door));
      },
    }),
  };
}

function toResponse(outcome: Outcome): GraphQLResponse {
  const headers = new HeaderMap();
  switch (outcome.kind) {
    case 'answered':
      return { http: { headers }, body: { kind: 'single', singleResult: outcome.result } };
    case 'failed':
      return {
        http: { status: statusOfErrors(outcome.errors), headers },
        body: { kind: 'single', singleResult: { errors: outcome.errors } },
      };
    case 'streaming':
      throw new TypeError('a door without subscriptions got a stream');
  }
}

/**
 * Adds the request id to the errors of Apollo Server itself, and logs its defects under it. The pipeline has done both
 * for its own errors.
 */
export function identifyErrors(logger: Logger): ApolloServerPlugin<HttpContext> {
  const log = (error: unknown, { requestId }: Caller) =>
    logger.error({ err: error, request_id: requestId }, 'a request failed');
  return {
    unexpectedErrorProcessingRequest: async ({ requestContext, error }) =>
      log(error, requestContext.contextValue.caller),
    requestDidStart: async () => ({
      willSendResponse: async ({ response, errors, contextValue: { caller } }) => {
        if (response.body.kind !== 'single' || !response.body.singleResult.errors) return;
        response.body.singleResult.errors = response.body.singleResult.errors.map((error, index) => {
          if (error.extensions?.['request_id'] !== undefined) return error;
          if (error.extensions?.['category'] === 'internal') log(errors?.[index] ?? error, caller);
          return { ...error, extensions: { ...error.extensions, request_id: caller.requestId } };
        });
      },
    }),
  };
}

/**
 * Formats an error of Apollo Server itself. Some of its refusals of a request, such as that of a persisted query with
 * another hash, have a status but no code.
 */
export function formatProtocolError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { code, http } = (error instanceof GraphQLError ? error.extensions : {}) as {
    readonly code?: string;
    readonly http?: { readonly status?: number };
  };
  const isRefusal = code === undefined && http?.status === 400;
  const coded = isRefusal ? { ...formatted, extensions: { ...formatted.extensions, code: 'BAD_REQUEST' } } : formatted;
  return toFormattedGraphQLError(coded, error);
}

/** Hands a subscription out, so that a door with streams can serve it. */
export const subscriptionPlugin: ApolloServerPlugin<HttpContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request: { operationName, variables }, operation, source, contextValue }) => {
      if (operation?.operation !== 'subscription' || source === undefined) return;
      contextValue.onSubscription({ query: source, operationName, variables });
    },
  }),
};

/** The media types of a GraphQL answer, the preferred one first. */
export const graphqlMediaTypes = [jsonMediaType, 'application/graphql-response+json; charset=utf-8'] as const;

/** Returns the media type of the answer to a request. */
export function answerMediaType(accept: string | undefined): string {
  return chooseMediaType(accept, graphqlMediaTypes) ?? jsonMediaType;
}

/**
 * Implements a rule of GraphQL over HTTP for older clients: if a client gets `application/json` and has asked for it by
 * name, a request that was understood as GraphQL gets the status 200 even if it does not parse or validate.
 */
export const legacyStatusPlugin: ApolloServerPlugin<HttpContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response, source, contextValue: { accept } }) => {
      if (source === undefined || response.http.status !== 400) return;
      if (answerMediaType(accept) === jsonMediaType && namesMediaType(accept, jsonMediaType))
        response.http.status = 200;
    },
  }),
};
