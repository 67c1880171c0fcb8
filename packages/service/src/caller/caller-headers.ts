import type { IncomingHttpHeaders } from 'node:http';
import { newId } from '../id.js';
import type { Caller } from './caller.js';

// The only place where a caller is written to headers and read from them. The principal is not sent: anybody could
// write a header that only names it. A signed identity belongs here.

const requestIdForm = /^[\x21-\x7e]{1,128}$/;
const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Reads a caller from the headers of a request. Replaces an unusable request id by a new one and drops an unusable
 * trace.
 */
export function readCallerHeaders(headers: IncomingHttpHeaders): Pick<Caller, 'requestId' | 'traceparent'> {
  const requestId = single(headers['x-request-id']);
  const traceparent = single(headers['traceparent']);
  return {
    requestId: requestId !== undefined && requestIdForm.test(requestId) ? requestId : newId(),
    traceparent: traceparent !== undefined && traceparentForm.test(traceparent) ? traceparent : undefined,
  };
}

/** Returns the headers that send a caller to another process. */
export function writeCallerHeaders({ requestId, traceparent }: Caller): Record<string, string> {
  return { 'x-request-id': requestId, ...(traceparent !== undefined && { traceparent }) };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
