import { coreErrors } from '../errors/core-errors.js';
import type { FieldError, ServiceError } from '../errors/service-error.js';

/** MALFORMED_REQUEST (400) for the parts of a request besides its body: path, query, headers. */
export function malformedParameters(errors: readonly FieldError[]): ServiceError {
  const reason = `The request's parameters break ${errors.length} rule(s); \`errors\` names each.`;
  return coreErrors.MALFORMED_REQUEST({ reason }, { errors });
}

/** MALFORMED_REQUEST (400) for a request that needs a body and has none. */
export function missingBody(): ServiceError {
  return coreErrors.MALFORMED_REQUEST({ reason: 'A JSON document is expected as the body.' });
}

/** INVALID_INPUT (422) for a body that breaks its shape or rules. */
export function invalidBody(errors: readonly FieldError[]): ServiceError {
  return coreErrors.INVALID_INPUT({ count: errors.length }, { errors });
}
