import type { Parameters } from '../template/parameter-schema.js';
import { isRecord } from '../template/plain-data-rules.js';
import type { Shape } from '../template/shape.js';

/** The data of a template: records without a prototype, with null for a declared name that has no value. */
export type View = string | number | boolean | null | readonly View[] | { readonly [name: string]: View };

/** The root view: the parameters and the spec's name. */
export function createView(name: string, parameters: Parameters, shape: Shape): View {
  return toView({ ...parameters, name }, shape);
}

/**
 * A record of a closed shape keeps the declared names alone. An absent value is null and not missing, because the lookup
 * of a missing name goes on in the outer records.
 */
function toView(value: unknown, shape: Shape): View {
  if (Array.isArray(value)) {
    const items: Shape = shape.kind === 'list' ? shape.items : { kind: 'any' };
    return value.map((item) => toView(item, items));
  }
  if (isRecord(value)) return toRecord(value, shape);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function toRecord(value: Readonly<Record<string, unknown>>, shape: Shape): View {
  const record = Object.create(null) as Record<string, View>;
  const declared: ReadonlyMap<string, Shape> = shape.kind === 'record' ? shape.properties : new Map();
  for (const [name, property] of declared)
    record[name] = Object.hasOwn(value, name) ? toView(value[name], property) : null;
  if (shape.kind === 'record' && !shape.open) return record;
  for (const [name, property] of Object.entries(value)) record[name] ??= toView(property, { kind: 'any' });
  return record;
}
