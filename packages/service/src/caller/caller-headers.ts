import type { IncomingHttpHeaders } from 'node:http';
import { newId } from '../id.js';
import type { Caller } from './caller.js';

// The only place where a caller becomes headers and is read back. The principal does not travel: a header that only names
// it could be written by anybody. A signed identity belongs here.

/** The part of a caller that travels between processes. */
export type TravellingCaller = Pick<Caller, 'requestId' | 'traceparent'>;

const requestIdForm = /^[\x21-\x7e]{1,128}$/;
const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Reads the headers of a request. An unusable request id is replaced by a new one, an unusable trace is dropped. */
export function readCallerHeaders(headers: IncomingHttpHeaders): TravellingCaller {
  const requestId = single(headers['x-request-id']);
  const traceparent = single(headers['traceparent']);
  return {
    requestId: requestId !== undefined && requestIdForm.test(requestId) ? requestId : newId(),
    traceparent: traceparent !== undefined && traceparentForm.test(traceparent) ? traceparent : undefined,
  };
}

/** Writes the headers of a call to another process. */
export function writeCallerHeaders({ requestId, traceparent }: TravellingCaller): Record<string, string> {
  return { 'x-request-id': requestId, ...(traceparent !== undefined && { traceparent }) };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
