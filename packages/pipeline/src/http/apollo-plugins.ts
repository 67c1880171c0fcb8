import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import type { Caller } from '@skillwright/service';
import type { Door, Outcome, Pipeline } from '../pipeline.js';
import { statusOfErrors } from './status-of-errors.js';

/** The context value of Apollo Server: the caller of the request. */
export interface HttpContext {
  readonly caller: Caller;
}

// An allow-list: a page of another origin can send a GET without being asked for permission.
const byGet: Door = { allowed: new Set(['query']) };
const byPost: Door = { allowed: new Set(['query', 'mutation']) };

/** Answers every operation by the pipeline. */
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
      throw new TypeError('a subscription came by a door that takes none');
  }
}

/** Writes the request id into the errors of Apollo Server's own: those of the pipeline have it. */
export const requestIdPlugin: ApolloServerPlugin<HttpContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response, contextValue: { caller } }) => {
      if (response.body.kind !== 'single' || !response.body.singleResult.errors) return;
      response.body.singleResult.errors = response.body.singleResult.errors.map((error) => ({
        ...error,
        extensions: { ...error.extensions, request_id: caller.requestId },
      }));
    },
  }),
};

/**
 * GraphQL over HTTP: where a client accepts `application/json` by name and not the newer `application/graphql-response+json`,
 * a request that was understood as GraphQL is answered with 200 even if it does not parse or validate.
 */
export const legacyStatusPlugin: ApolloServerPlugin<HttpContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response, source }) => {
      const accept = request.http?.headers.get('accept') ?? '';
      const legacy = accept.includes('application/json') && !accept.includes('application/graphql-response+json');
      if (legacy && source !== undefined && response.http.status === 400) response.http.status = 200;
    },
  }),
};
