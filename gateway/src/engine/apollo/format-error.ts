import type { ErrorFormatter } from '@skillwright/pipeline';
import { ServiceError, coreErrors, isErrorCategory, toFormattedGraphQLError } from '@skillwright/service';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/**
 * Formats an error of @apollo/gateway for clients. An error that a subgraph intends for clients (it has a code of its
 * own) keeps its message and code. Any other error becomes the generic INTERNAL. Only code, category, field errors and
 * request id are passed on.
 */
export const formatError: ErrorFormatter = (formatted, error, requestId) => {
  const known = isForeign(formatted, error) ? withCategory(formatted) : formatted;
  const { path, ...rest } = toFormattedGraphQLError(known, error, requestId);
  return path ? { ...rest, path: clientPath(path) } : rest;
};

/**
 * Returns the part of a path that the client knows. Query plans contain `@` for every item of a list, and subgraphs
 * `_entities`.
 */
function clientPath(path: readonly (string | number)[]): readonly (string | number)[] {
  const end = path.findIndex((part) => part === '@' || part === '_entities');
  return end < 0 ? path : path.slice(0, end);
}

/** Whether an error comes from a subgraph with codes of its own that does not know the categories of the platform. */
function isForeign({ extensions }: GraphQLFormattedError, error: unknown): boolean {
  if (error instanceof GraphQLError && error.originalError instanceof ServiceError) return false;
  const code = extensions?.['code'];
  return (
    typeof extensions?.['serviceName'] === 'string' &&
    typeof code === 'string' &&
    !unexpected.has(code) &&
    !isErrorCategory(extensions['category'])
  );
}

/** The codes of subgraphs and of @apollo/gateway for errors that are not intended for clients. */
const unexpected = new Set(['INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR', coreErrors.INTERNAL().code]);

const categories: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  BAD_USER_INPUT: 'invalid_input',
  NOT_FOUND: 'not_found',
};

function withCategory(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const code = String(formatted.extensions?.['code']);
  return { ...formatted, extensions: { ...formatted.extensions, category: categories[code] ?? 'internal' } };
}
