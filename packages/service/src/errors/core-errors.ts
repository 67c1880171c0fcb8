import { defineErrors } from './define-errors.js';

/** The errors that every service can answer with. Each service adds a register of its own. */
export const coreErrors = defineErrors({
  MALFORMED_REQUEST: { category: 'malformed', message: '{reason}' },
  INVALID_INPUT: { category: 'invalid_input', message: 'The input breaks {count} rule(s); `errors` names each.' },
  CURSOR_INVALID: { category: 'invalid_input', message: 'This cursor was not made by this list.' },
  NOT_FOUND: { category: 'not_found', message: 'There is nothing at {method} {path}.' },
  BODY_TOO_LARGE: { category: 'too_large', message: 'The request body is over the limit of {limitBytes} bytes.' },
  UNSUPPORTED_MEDIA_TYPE: {
    category: 'unsupported_media_type',
    message: 'The media type {mediaType} is not accepted here.',
  },
  NEIGHBOUR_UNAVAILABLE: {
    category: 'unavailable',
    message: 'The {neighbour} service cannot be reached. Try again when it is up.',
  },
  NEIGHBOUR_TIMEOUT: { category: 'timeout', message: 'The {neighbour} service did not answer within {timeoutMs} ms.' },
  NEIGHBOUR_FAILED: {
    category: 'internal',
    message: 'The {neighbour} service gave an answer that cannot be used.',
  },
  REQUEST_TIMEOUT: { category: 'timeout', message: 'The request was not answered within its time limit.' },
  CLIENT_GONE: { category: 'unavailable', message: 'The client disconnected before its answer.' },
  SHUTTING_DOWN: { category: 'unavailable', message: 'The service is stopping. Try again in a moment.' },
  INTERNAL: {
    category: 'internal',
    message: 'Something went wrong on our side. The log has the detail under this request id.',
  },
});
