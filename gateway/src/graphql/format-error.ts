import { ServiceError, coreErrors, isErrorCategory, toFormattedGraphQLError } from '@skillwright/service';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/**
 * An error as it leaves the gateway: what a subgraph says on purpose (a code of its own) keeps its text and code, all
 * else becomes the generic INTERNAL. Nothing but code, category, field errors and the request id is passed on.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const known = isForeign(formatted, error) ? withCategory(formatted) : formatted;
  const { extensions, ...rest } = toFormattedGraphQLError(known, error, '');
  // The request id is not known here: the error plugin adds it, and the answer's header has it.
  const { request_id: _, ...told } = extensions ?? {};
  const path = rest.path && clientPath(rest.path);
  return { ...rest, ...(path && { path }), extensions: told };
}

/** The part of an error's path that a client knows: query plans write `@` for every item of a list, subgraphs `_entities`. */
function clientPath(path: readonly (string | number)[]): readonly (string | number)[] {
  const end = path.findIndex((part) => part === '@' || part === '_entities');
  return end < 0 ? path : path.slice(0, end);
}

/** An error of a subgraph that has codes but does not know our categories. */
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

/** What subgraphs and @apollo/gateway call an error that nobody meant to be read. */
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
