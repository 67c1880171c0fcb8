import { isDefect, maxFaults, toServiceError, type Caller, type Logger } from '@skillwright/service';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { RefusedOperationError } from './authorise-operation.js';
import { InvalidOperation } from './invalid-operation.js';

/** Formats one error for a client. Never throws. */
export type ErrorFormatter = (
  formatted: GraphQLFormattedError,
  error: unknown,
  requestId: string,
) => GraphQLFormattedError;

/**
 * The last stage, for anything that was thrown or answered. Returns up to 100 errors in their final form, and logs
 * defects.
 */
export type FormatErrors = (thrown: unknown, caller: Caller) => readonly GraphQLFormattedError[];

/** Creates the format stage of a pipeline. */
export function createErrorFormat(format: ErrorFormatter, logger: Logger): FormatErrors {
  return (thrown, { requestId }) =>
    toGraphQLErrors(thrown)
      .slice(0, maxFaults)
      .map(({ error, code }) => {
        const formatted = format(withCode(error, code), error, requestId);
        if (isDefect(error) || formatted.extensions?.['code'] === 'INTERNAL') {
          logger.error(
            { err: error.originalError ?? error, path: error.path, request_id: requestId },
            'a request failed',
          );
        }
        return formatted;
      });
}

interface CodedError {
  readonly error: GraphQLError;
  readonly code?: string;
}

function toGraphQLErrors(thrown: unknown): readonly CodedError[] {
  if (Array.isArray(thrown)) return thrown.flatMap(toGraphQLErrors);
  if (thrown instanceof InvalidOperation) return thrown.errors.map((error) => ({ error, code: thrown.code }));
  if (thrown instanceof RefusedOperationError) return thrown.errors.map((error) => ({ error }));
  if (thrown instanceof GraphQLError) return [{ error: thrown }];
  const originalError = thrown instanceof Error ? thrown : toServiceError(thrown);
  return [{ error: new GraphQLError(originalError.message, { originalError }) }];
}

function withCode(error: GraphQLError, code: string | undefined): GraphQLFormattedError {
  const formatted = error.toJSON();
  return code === undefined ? formatted : { ...formatted, extensions: { ...formatted.extensions, code } };
}
