import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { coreErrors } from './core-errors.js';
import { isErrorCategory, toServiceError } from './problem.js';
import { ServiceError, type ErrorCategory, type FieldError } from './service-error.js';

/** The extensions of every GraphQL error that a service returns. */
export interface ErrorExtensions {
  readonly code: string;
  readonly category: ErrorCategory;
  readonly request_id?: string;
  readonly errors?: readonly FieldError[];
}

/** The categories of the errors that GraphQL servers raise before a resolver runs, by their usual codes. */
const requestFaults: Readonly<Record<string, ErrorCategory>> = {
  GRAPHQL_PARSE_FAILED: 'malformed',
  GRAPHQL_VALIDATION_FAILED: 'invalid_input',
  BAD_USER_INPUT: 'invalid_input',
  BAD_REQUEST: 'malformed',
  OPERATION_RESOLUTION_FAILURE: 'malformed',
  PERSISTED_QUERY_NOT_FOUND: 'not_found',
  PERSISTED_QUERY_NOT_SUPPORTED: 'invalid_input',
};

/** Formats one GraphQL error for a client. Never throws. A defect becomes the generic INTERNAL text. */
export function toFormattedGraphQLError(
  formatted: GraphQLFormattedError,
  error: unknown,
  requestId?: string,
): GraphQLFormattedError {
  const original = error instanceof GraphQLError ? error.originalError : error;
  if (original instanceof ServiceError)
    return withExtensions(formatted, original.message, extensionsOf(original, requestId));

  const code = formatted.extensions?.['code'];
  if (typeof code === 'string' && code in requestFaults) {
    const category = requestFaults[code] ?? 'invalid_input';
    return withExtensions(formatted, formatted.message, { code, category, ...named(requestId) });
  }
  // An error of a subgraph that the gateway passes on. It has the right form already.
  const category = formatted.extensions?.['category'];
  if (typeof code === 'string' && isErrorCategory(category)) {
    const errors = formatted.extensions?.['errors'];
    return withExtensions(formatted, formatted.message, {
      code,
      category,
      ...named(requestId),
      ...(Array.isArray(errors) ? { errors: errors as FieldError[] } : {}),
    });
  }
  const generic = coreErrors.INTERNAL();
  return withExtensions(formatted, generic.message, extensionsOf(generic, requestId));
}

/** Whether an error is a defect, which is logged with its stack. An error of a neighbour is judged by its category. */
export function isDefect(error: unknown): boolean {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (original instanceof ServiceError) return original.category === 'internal';
  const category = error instanceof GraphQLError ? error.extensions['category'] : undefined;
  if (isErrorCategory(category)) return category === 'internal';
  return !(original instanceof GraphQLError);
}

/**
 * The reverse of formatting: converts an error of a service's answer to a ServiceError with its code, category and
 * field errors.
 */
export function fromFormattedGraphQLError(formatted: GraphQLFormattedError): ServiceError {
  const code = formatted.extensions?.['code'];
  const stated = formatted.extensions?.['category'];
  const errors = formatted.extensions?.['errors'];
  if (typeof code !== 'string') return toServiceError(new GraphQLError(formatted.message));
  const category = isErrorCategory(stated) ? stated : (requestFaults[code] ?? 'internal');
  return new ServiceError(
    code,
    category,
    formatted.message,
    Array.isArray(errors) ? { errors: errors as FieldError[] } : {},
  );
}

const named = (requestId: string | undefined) => (requestId === undefined ? {} : { request_id: requestId });

function extensionsOf(error: ServiceError, requestId: string | undefined): ErrorExtensions {
  return {
    code: error.code,
    category: error.category,
    ...named(requestId),
    ...(error.errors?.length ? { errors: error.errors } : {}),
  };
}

function withExtensions(
  formatted: GraphQLFormattedError,
  message: string,
  extensions: ErrorExtensions,
): GraphQLFormattedError {
  return {
    message,
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { ...extensions },
  };
}
