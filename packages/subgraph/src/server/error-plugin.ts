import type { ApolloServerPlugin } from '@apollo/server';
import { isDefect } from '@skillwright/service';
import type { RequestContext } from './request-context.js';

/** Writes defects into the log with their stack, and the request id into every error that leaves. */
export const errorPlugin: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue, request }) => {
      for (const error of errors.filter(isDefect)) {
        contextValue.logger.error(
          { err: error.originalError ?? error, path: error.path, operation: request.operationName },
          'a resolver failed',
        );
      }
    },
    willSendResponse: async ({ response, contextValue }) => {
      if (response.body.kind !== 'single' || !response.body.singleResult.errors) return;
      response.body.singleResult.errors = response.body.singleResult.errors.map((error) => ({
        ...error,
        extensions: { ...error.extensions, request_id: contextValue.requestId },
      }));
    },
  }),
};
