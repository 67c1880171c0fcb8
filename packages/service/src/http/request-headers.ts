import type { IncomingHttpHeaders } from 'node:http';
import { newId } from '../id.js';

/** What travels with a request from door to door. */
export interface RequestHeaders {
  readonly requestId: string;
  /** Who asks; `anonymous` until callers are authenticated. */
  readonly actor: string;
  /** W3C Trace Context. */
  readonly traceparent: string | undefined;
}

const safeToken = /^[\x21-\x7e]{1,128}$/;
const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Reads the travelling headers; an unusable request id is replaced by a new one, the rest is dropped. */
export function readRequestHeaders(
  headers: IncomingHttpHeaders | Readonly<Record<string, string | undefined>>,
): RequestHeaders {
  const requestId = single(headers['x-request-id']);
  const actor = single(headers['x-actor']);
  const traceparent = single(headers['traceparent']);
  return {
    requestId: requestId !== undefined && safeToken.test(requestId) ? requestId : newId(),
    actor: actor !== undefined && safeToken.test(actor) ? actor : 'anonymous',
    traceparent: traceparent !== undefined && traceparentForm.test(traceparent) ? traceparent : undefined,
  };
}

/** Writes the travelling headers for a call to a neighbour. */
export function writeRequestHeaders(context: RequestHeaders): Record<string, string> {
  return {
    'x-request-id': context.requestId,
    'x-actor': context.actor,
    ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
  };
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
