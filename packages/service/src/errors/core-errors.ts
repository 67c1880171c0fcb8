import { defineErrors } from './define-errors.js';

/** The errors that every service can answer with. Each service adds a register of its own. */
export const coreErrors = defineErrors({
  MALFORMED_REQUEST: { category: 'malformed', message: '{reason}' },
  INVALID_INPUT: { category: 'invalid_input', message: 'The input breaks {count} rule(s); `errors` names each.' },
  CURSOR_INVALID: { category: 'invalid_input', message: 'This cursor was not made by this list.' },
  NOT_FOUND: { category: 'not_found', message: 'There is nothing at {method} {path}.' },
  HOST_NOT_ALLOWED: {
    category: 'misdirected',
    message: 'This server does not answer for the host {host}. Add it to ALLOWED_HOSTS if it should.',
  },
  ORIGIN_NOT_ALLOWED: {
    category: 'forbidden',
    message: 'Pages of the origin {origin} may not use this server. Add it to CORS_ORIGINS if they may.',
  },
  METHOD_NOT_ALLOWED: {
    category: 'method_not_allowed',
    message: 'The method {method} is not allowed at {path}. The `Allow` header lists the methods that are.',
  },
  NOT_ACCEPTABLE: {
    category: 'not_acceptable',
    message: 'The answer is {mediaTypes}, and `Accept` allows none of it.',
  },
  RECEIVE_TIMEOUT: { category: 'receive_timeout', message: 'The request did not arrive within its time limit.' },
  HEADERS_TOO_LARGE: { category: 'headers_too_large', message: 'The request line and headers are over the limit.' },
  BODY_TOO_LARGE: { category: 'too_large', message: 'The request body is over the limit of {limitBytes} bytes.' },
  UNSUPPORTED_MEDIA_TYPE: {
    category: 'unsupported_media_type',
    message: 'The media type {mediaType} is not accepted here.',
  },
  UNSUPPORTED_ENCODING: {
    category: 'unsupported_media_type',
    message: 'The content encoding {encoding} is not accepted here. Send the body as it is.',
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
