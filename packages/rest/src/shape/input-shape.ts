import {
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import { leafShape } from './leaf-shape.js';
import { toRestText, toSnakeCase } from './names.js';
import type { Field, ObjectShape, Shape } from './shape.js';

/** Returns the shape of values of an input type in REST. */
export function inputShape(type: GraphQLInputType): Shape {
  if (isNonNullType(type)) return { ...inputShape(type.ofType), nullable: false };
  if (isListType(type)) return { kind: 'list', item: inputShape(type.ofType), nullable: true };
  const shape = isInputObjectType(type) ? inputObjectShape(type) : leafShape(type);
  return { ...shape, nullable: true };
}

/** Returns the shape of an input object, with the name of its type. */
export function inputObjectShape(type: GraphQLInputObjectType): ObjectShape {
  const fields = Object.values(type.getFields()).map(toField);
  return { kind: 'object', name: type.name, description: toRestText(type.description), fields };
}

function toField({ name, type, description, defaultValue }: GraphQLInputField): Field {
  const shape = inputShape(type);
  return {
    name: toSnakeCase(name),
    from: name,
    shape,
    required: isNonNullType(type) && defaultValue === undefined,
    description: toRestText(description),
    default: toRestDefault(shape, defaultValue),
  };
}

/** Converts a default value of GraphQL to REST. */
export function toRestDefault(shape: Shape, value: unknown): unknown {
  return shape.kind === 'enum' && typeof value === 'string' ? value.toLowerCase() : value;
}
