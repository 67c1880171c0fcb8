import { coreErrors } from './core-errors.js';
import { ServiceError, type ErrorCategory, type FieldError } from './service-error.js';

/** A problem document (RFC 9457), media type `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors?: readonly FieldError[];
}

/** The HTTP status and title of each category. */
export const httpStatusOf: Readonly<Record<ErrorCategory, { status: number; title: string }>> = {
  malformed: { status: 400, title: 'Malformed request' },
  invalid_input: { status: 422, title: 'Invalid input' },
  unauthenticated: { status: 401, title: 'Not authenticated' },
  forbidden: { status: 403, title: 'Forbidden' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  not_acceptable: { status: 406, title: 'Not acceptable' },
  receive_timeout: { status: 408, title: 'Request timeout' },
  conflict: { status: 409, title: 'Conflict' },
  precondition_failed: { status: 412, title: 'Precondition failed' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  misdirected: { status: 421, title: 'Misdirected request' },
  headers_too_large: { status: 431, title: 'Headers too large' },
  unavailable: { status: 503, title: 'Unavailable' },
  timeout: { status: 504, title: 'Timeout' },
  internal: { status: 500, title: 'Internal error' },
};

/** The headers of an answer with this status: 503 says in `Retry-After` after how many seconds to try again. */
export function temporaryHeaders(status: number): Readonly<Record<string, string>> {
  return status === httpStatusOf.unavailable.status ? { 'retry-after': '5' } : {};
}

/** Whether `value` is an error category. The category that a neighbour sends is checked by this before it is used. */
export function isErrorCategory(value: unknown): value is ErrorCategory {
  return typeof value === 'string' && Object.hasOwn(httpStatusOf, value);
}

/**
 * Converts anything that was thrown to a problem document. Never throws. Anything but a {@link ServiceError} becomes
 * the generic INTERNAL text.
 */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = toServiceError(error);
  const { status, title } = httpStatusOf[known.category];
  return {
    type: `urn:skillwright:error:${known.code}`,
    title,
    status,
    detail: known.message,
    code: known.code,
    request_id: requestId,
    ...(known.errors?.length ? { errors: known.errors } : {}),
  };
}

/** Returns an expected error unchanged, and any other as the generic INTERNAL with the original as its cause. */
export function toServiceError(error: unknown): ServiceError {
  return error instanceof ServiceError ? error : coreErrors.INTERNAL({}, { cause: error });
}
