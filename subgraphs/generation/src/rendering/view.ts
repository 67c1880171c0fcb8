import { isRecord } from '@skillwright/rules';
import type { Parameters } from '../template/parameter-schema.js';
import type { Shape } from '../template/shape.js';

/** The data of a template: objects without a prototype, with null for a declared name that has no value. */
export type View = string | number | boolean | null | readonly View[] | { readonly [name: string]: View };

/** Creates the root view of the parameters and the spec's name. */
export function createView(name: string, parameters: Parameters, shape: Shape): View {
  return toView({ ...parameters, name }, shape);
}

/**
 * An object of a closed shape keeps the declared names alone. An absent value is null and not missing, because the
 * lookup of a missing name goes on in the outer objects.
 */
function toView(value: unknown, shape: Shape): View {
  if (Array.isArray(value)) {
    const items: Shape = shape.kind === 'list' ? shape.items : { kind: 'any' };
    return value.map((item) => toView(item, items));
  }
  if (isRecord(value)) return toObject(value, shape);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function toObject(value: Readonly<Record<string, unknown>>, shape: Shape): View {
  const object = Object.create(null) as Record<string, View>;
  const declared: ReadonlyMap<string, Shape> = shape.kind === 'object' ? shape.properties : new Map();
  for (const [name, property] of declared)
    object[name] = Object.hasOwn(value, name) ? toView(value[name], property) : null;
  if (shape.kind === 'object' && !shape.open) return object;
  for (const [name, property] of Object.entries(value)) object[name] ??= toView(property, { kind: 'any' });
  return object;
}
