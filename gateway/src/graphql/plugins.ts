import type { ApolloServerPlugin } from '@apollo/server';
import { isDefect } from '@skillwright/service';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { gatewayErrors } from '../errors.js';
import type { GatewayContext } from './context.js';

/** Writes defects into the log with their stack, and the request id into every error that leaves. */
export const errorPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue, request }) => {
      for (const error of errors.filter(isDefect)) {
        contextValue.logger.error(
          { err: error, path: error.path, operation: request.operationName },
          'a request failed',
        );
      }
    },
    willSendResponse: async ({ response, contextValue }) => {
      if (response.body.kind !== 'single' || !response.body.singleResult.errors) return;
      response.body.singleResult.errors = response.body.singleResult.errors.map((error) =>
        withRequestId(error, contextValue.requestId),
      );
    },
  }),
};

/**
 * GraphQL over HTTP: where a client accepts `application/json` by name and not the newer `application/graphql-response+json`,
 * a request that was understood as GraphQL is answered with 200 even if it does not parse or validate.
 */
export const legacyStatusPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response, source }) => {
      const accept = request.http?.headers.get('accept') ?? '';
      const legacy = accept.includes('application/json') && !accept.includes('application/graphql-response+json');
      if (legacy && source !== undefined && response.http.status === 400) response.http.status = 200;
    },
  }),
};

/** Refuses subscriptions that come as a plain request: they are streams. */
export const noSubscriptionsPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== 'subscription') return;
      const originalError = gatewayErrors.SUBSCRIPTION_NEEDS_STREAM();
      throw new GraphQLError(originalError.message, { originalError, extensions: { http: { status: 400 } } });
    },
  }),
};

function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, request_id: requestId } };
}
