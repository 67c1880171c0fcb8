import { parseBody, parseParameters } from '@skillwright/service';
import type { FastifyRequest } from 'fastify';
import type { RestRequest, RestRow } from './row.js';

export const archiveMediaType = 'application/zip';

/**
 * Checks a request against its row's shapes. Throws UNSUPPORTED_MEDIA_TYPE, MALFORMED_REQUEST (400) for bad parameters and
 * headers, INVALID_INPUT (422) for a body of the wrong shape; both name every fault.
 */
export function parseRequest({ shapes }: RestRow, request: FastifyRequest): RestRequest {
  const { params, query, headers } = shapes;
  const parts = parseParameters({ params, query, headers }, request);
  if (!shapes.body) return { ...parts, body: {} };
  if (Buffer.isBuffer(request.body)) return { ...parts, body: {}, archive: request.body.toString('base64') };
  return { ...parts, body: parseBody(shapes.body, request.body) };
}
