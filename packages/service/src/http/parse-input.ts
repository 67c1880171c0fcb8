import type { z } from 'zod';
import { toFieldErrors } from '../errors/from-zod.js';
import { invalidBody, malformedParameters, missingBody } from './refuse-input.js';

type Shapes = Readonly<Record<string, z.ZodObject>>;
type Outputs<Of extends Shapes> = { readonly [Part in keyof Of]: z.output<Of[Part]> };

/**
 * Checks the parts of a request besides its body (path, query, headers) by their shapes. Throws MALFORMED_REQUEST (400)
 * that names every fault.
 */
export function parseParameters<Of extends Shapes>(
  shapes: Of,
  values: { readonly [Part in keyof Of]: unknown },
): Outputs<Of> {
  const parts = Object.entries(shapes).map(([part, shape]) => [part, shape.safeParse(values[part])] as const);
  const errors = parts.flatMap(([, result]) => (result.success ? [] : toFieldErrors(result.error.issues)));
  if (errors.length > 0) throw malformedParameters(errors);
  return Object.fromEntries(parts.map(([part, { data }]) => [part, data])) as Outputs<Of>;
}

/**
 * Checks a JSON body by its shape. Throws MALFORMED_REQUEST (400) if there is none, and INVALID_INPUT (422) that names
 * every fault.
 */
export function parseBody<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  if (body === undefined) throw missingBody();
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  throw invalidBody(toFieldErrors(result.error.issues));
}
