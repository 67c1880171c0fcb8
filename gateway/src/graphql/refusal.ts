import type { ServiceError } from '@skillwright/service';
import { GraphQLError } from 'graphql';

/** An error for a request that is not executed: Apollo Server answers it with 400. */
export function refusal(error: ServiceError): GraphQLError {
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status: 400 } } });
}
