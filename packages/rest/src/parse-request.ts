import { coreErrors, toFieldErrors, type FieldError } from '@skillwright/service';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { RestRequest, RestRow } from './row.js';

export const archiveMediaType = 'application/zip';

/**
 * Checks a request against its row's shapes. Throws UNSUPPORTED_MEDIA_TYPE, MALFORMED_REQUEST (400) for bad parameters and
 * headers, INVALID_INPUT (422) for a body of the wrong shape; both name every fault.
 */
export function parseRequest(row: RestRow, request: FastifyRequest): RestRequest {
  const { shapes } = row;
  const place = [
    ...faultsOf(shapes.params, request.params),
    ...faultsOf(shapes.query, request.query),
    ...faultsOf(shapes.headers, request.headers),
  ];
  if (place.length > 0) {
    const reason = `The request's parameters break ${place.length} rule(s); \`errors\` names each.`;
    throw coreErrors.MALFORMED_REQUEST({ reason }, { errors: place });
  }
  const parts = {
    params: shapes.params.parse(request.params),
    query: shapes.query.parse(request.query),
    headers: shapes.headers.parse(request.headers),
  };
  if (!shapes.body) return { ...parts, body: {} };
  if (Buffer.isBuffer(request.body)) return { ...parts, body: {}, archive: request.body.toString('base64') };
  return { ...parts, body: parseBody(shapes.body, request.body) };
}

function faultsOf(shape: z.ZodObject, value: unknown): FieldError[] {
  const result = shape.safeParse(value);
  return result.success ? [] : toFieldErrors(result.error.issues);
}

function parseBody(shape: z.ZodObject, body: unknown): unknown {
  if (body === undefined) throw coreErrors.MALFORMED_REQUEST({ reason: 'A JSON document is expected as the body.' });
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  const errors = toFieldErrors(result.error.issues);
  throw coreErrors.INVALID_INPUT({ count: errors.length }, { errors });
}
