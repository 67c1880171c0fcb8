import { toServiceError } from '@skillwright/service';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { formatError } from '../graphql/format-error.js';

/** Errors as they go to a subscriber: the same as in an answer over HTTP, with the request id. */
export function toClientErrors(thrown: unknown, requestId: string): readonly GraphQLFormattedError[] {
  return toGraphQLErrors(thrown).map((error) => {
    const formatted = formatError(withCode(error), error);
    return { ...formatted, extensions: { ...formatted.extensions, request_id: requestId } };
  });
}

/** Whatever was thrown, as GraphQL errors that keep it as their origin. */
export function toGraphQLErrors(thrown: unknown): readonly GraphQLError[] {
  if (Array.isArray(thrown)) return thrown.flatMap(toGraphQLErrors);
  if (thrown instanceof GraphQLError) return [thrown];
  const known = toServiceError(thrown);
  return [new GraphQLError(known.message, { originalError: known })];
}

/** graphql-js gives its own errors no code: a place without a path is in the document, and not in an answer. */
function withCode(error: GraphQLError): GraphQLFormattedError {
  const formatted = error.toJSON();
  if (error.originalError || formatted.extensions?.['code'] !== undefined) return formatted;
  const code = error.message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : 'GRAPHQL_VALIDATION_FAILED';
  return { ...formatted, extensions: { ...formatted.extensions, code } };
}
