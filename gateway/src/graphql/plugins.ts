import type { ApolloServerPlugin } from '@apollo/server';
import { ServiceError, isDefect, resolveOperation } from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';
import { gatewayErrors } from '@skillwright/contracts/gateway';
import type { GatewayContext } from './context.js';
import { refusal } from './refusal.js';

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

/** Refuses a request that does not name exactly one operation; Apollo Server itself would go on with none. */
export const resolvedOperationPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, request }) => {
      try {
        resolveOperation(document, request.operationName);
      } catch (error) {
        throw error instanceof ServiceError ? refusal(error) : error;
      }
    },
  }),
};

/** Refuses subscriptions that come as a plain request: they are streams. */
export const noSubscriptionsPlugin: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== 'subscription') return;
      throw refusal(gatewayErrors.SUBSCRIPTION_NEEDS_STREAM());
    },
  }),
};

function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, request_id: requestId } };
}
