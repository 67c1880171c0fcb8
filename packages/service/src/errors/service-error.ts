import { maxFaults } from './max-faults.js';

/** The kind of a failure. Each edge (REST, GraphQL, Kafka) maps it to its own terms. */
export type ErrorCategory =
  | 'malformed'
  | 'invalid_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'receive_timeout'
  | 'conflict'
  | 'precondition_failed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'misdirected'
  | 'headers_too_large'
  | 'unavailable'
  | 'timeout'
  | 'internal';

/**
 * One fault of the input: `code` names the rule, `path` the field (`files[2].path`), `line` the line of a text, from 1.
 */
export interface FieldError {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly line?: number;
}

export interface ServiceErrorOptions {
  readonly errors?: readonly FieldError[];
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/**
 * An expected failure with a stable code and up to 100 faults. Any other error is a defect, for which clients get the generic INTERNAL text.
 * `retryable` is true by default in the categories `unavailable` and `timeout`.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly errors: readonly FieldError[] | undefined;
  readonly retryable: boolean;

  constructor(
    readonly code: string,
    readonly category: ErrorCategory,
    message: string,
    options: ServiceErrorOptions = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.errors = options.errors?.slice(0, maxFaults);
    this.retryable = options.retryable ?? (category === 'unavailable' || category === 'timeout');
  }
}
