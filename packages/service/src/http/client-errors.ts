import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { coreErrors } from '../errors/core-errors.js';
import type { ServiceError } from '../errors/service-error.js';
import { newId } from '../id.js';
import { writeProblem } from './write-problem.js';

/** Answers a request that Node cannot read as HTTP, or that does not arrive in time, and closes its connection. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  const { _httpMessage: answer } = socket as Socket & { readonly _httpMessage?: ServerResponse };
  // A second answer in the middle of another one would be read as a part of it.
  if (error.code === 'ECONNRESET' || answer?.headersSent) return void socket.destroy(error);
  writeProblem(socket, fromClientError(error), newId());
}

function fromClientError({ code, message }: { readonly code?: string; readonly message: string }): ServiceError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return coreErrors.HEADERS_TOO_LARGE();
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return coreErrors.RECEIVE_TIMEOUT();
    default:
      return coreErrors.MALFORMED_REQUEST({ reason: `The request is not HTTP: ${message}` });
  }
}
