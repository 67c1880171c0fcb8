import { ServiceError, fromFormattedGraphQLError, type FieldError } from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';
import type { Shape } from '../shape/shape.js';
import type { CompiledLine } from './compile-line.js';

/**
 * Converts an error of an operation to REST: fields get their REST names, also in backticks, and a refused parameter is malformed (400).
 */
export function toRestError(line: CompiledLine, formatted: GraphQLFormattedError): ServiceError {
  const error = fromFormattedGraphQLError(formatted);
  const malformed = error.category === 'invalid_input' && !line.body;
  return new ServiceError(error.code, malformed ? 'malformed' : error.category, error.message, {
    ...(error.errors && { errors: error.errors.map((each) => toRestFault(line, each)) }),
    cause: error,
  });
}

function toRestFault(line: CompiledLine, { message, path, ...fault }: FieldError): FieldError {
  const inSchema = new Map(line.fields.map((field) => [field.inSchema, field.name]));
  const named = message.replace(/`(\w+)`/g, (text, name: string) =>
    inSchema.has(name) ? `\`${inSchema.get(name)}\`` : text,
  );
  return { ...fault, message: named, path: toRestPath(line, path) };
}

function toRestPath(line: CompiledLine, inGraphQL: string): string {
  const path = inGraphQL.replace(/^input\./, '');
  // The path of a file, such as `name/index.ts`, is not a field.
  const name = /^\w+(?=$|[.[])/.exec(path)?.[0];
  const field = line.fields.find(({ inSchema }) => inSchema === name);
  if (!field || name === undefined) return path;
  const [header] = line.headers.find(([, each]) => each.from === field.from) ?? [];
  if (header) return toHeaderName(header);
  const group = line.body?.fields.find(({ from, shape }) => from === undefined && holds(shape, field.from));
  return `${group ? `${group.name}.` : ''}${field.name}${toRestTail(field.shape, path.slice(name.length))}`;
}

/** Returns a header's name in its usual spelling, e.g. `If-Match`. */
export function toHeaderName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function holds(shape: Shape, from: string): boolean {
  return shape.kind === 'object' && shape.fields.some((field) => field.from === from);
}

/** Converts the rest of a path, inside a value. Names inside JSON are kept. */
function toRestTail(shape: Shape, tail: string): string {
  const index = /^\[\d+\]/.exec(tail)?.[0];
  if (shape.kind === 'list' && index) return index + toRestTail(shape.item, tail.slice(index.length));
  const name = /^\.(\w+)/.exec(tail)?.[1];
  const field = shape.kind === 'object' ? shape.fields.find(({ from }) => from === name) : undefined;
  return field && name ? `.${field.name}${toRestTail(field.shape, tail.slice(name.length + 1))}` : tail;
}
