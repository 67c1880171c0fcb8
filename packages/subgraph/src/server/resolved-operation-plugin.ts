import type { ApolloServerPlugin } from '@apollo/server';
import { ServiceError, resolveOperation } from '@skillwright/service';
import { GraphQLError } from 'graphql';
import type { RequestContext } from './request-context.js';

/** Refuses a request that does not name exactly one operation; Apollo Server itself would go on with none. */
export const resolvedOperationPlugin: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, request }) => {
      try {
        resolveOperation(document, request.operationName);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        throw new GraphQLError(error.message, { originalError: error, extensions: { http: { status: 400 } } });
      }
    },
  }),
};
