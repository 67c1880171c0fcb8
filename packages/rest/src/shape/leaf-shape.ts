import { isEnumType, type GraphQLEnumType, type GraphQLScalarType } from 'graphql';
import type { Shape } from './shape.js';

const scalars: Readonly<Record<string, Shape>> = {
  ID: { kind: 'string' },
  String: { kind: 'string' },
  Boolean: { kind: 'boolean' },
  Int: { kind: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  Float: { kind: 'number' },
  DateTime: { kind: 'string', format: 'date-time' },
  JSON: { kind: 'json' },
};

/** Returns the shape of a scalar or an enum. Throws for a scalar that REST does not know. */
export function leafShape(type: GraphQLScalarType | GraphQLEnumType): Shape {
  if (isEnumType(type)) return { kind: 'enum', values: type.getValues().map(({ name }) => name.toLowerCase()) };
  const shape = scalars[type.name];
  if (!shape) throw new TypeError(`REST does not know the scalar ${type.name}.`);
  return shape;
}
