import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { toProblem, type Problem } from '../errors/problem.js';

/** Answers a connection without a response object by a problem document, and ends it. */
export function writeProblem(socket: Duplex, error: unknown, requestId: string): void {
  if (!socket.writable) return void socket.destroy();
  socket.on('error', () => undefined);
  socket.end(toText(toProblem(error, requestId)));
}

function toText(problem: Problem): string {
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${problem.request_id}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
