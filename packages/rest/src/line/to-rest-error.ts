import { ServiceError, fromFormattedGraphQLError } from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';
import type { Shape } from '../shape/shape.js';
import type { CompiledLine } from './compile-line.js';

/** An error of an operation in REST's terms: fields by their REST names, a refused parameter as malformed (400). */
export function toRestError(line: CompiledLine, formatted: GraphQLFormattedError): ServiceError {
  const error = fromFormattedGraphQLError(formatted);
  const malformed = error.category === 'invalid_input' && !line.body;
  return new ServiceError(error.code, malformed ? 'malformed' : error.category, error.message, {
    ...(error.errors && { errors: error.errors.map((each) => ({ ...each, path: toRestPath(line, each.path) })) }),
    cause: error,
  });
}

function toRestPath(line: CompiledLine, inGraphQL: string): string {
  const path = inGraphQL.replace(/^input\./, '');
  // A path of a file, such as `name/index.ts`, is no field.
  const name = /^\w+(?=$|[.[])/.exec(path)?.[0];
  const field = line.fields.find(({ inSchema }) => inSchema === name);
  if (!field || name === undefined) return path;
  const [header] = line.headers.find(([, each]) => each.from === field.from) ?? [];
  if (header) return toHeaderName(header);
  const group = line.body?.fields.find(({ from, shape }) => from === undefined && holds(shape, field.from));
  return `${group ? `${group.name}.` : ''}${field.name}${toRestTail(field.shape, path.slice(name.length))}`;
}

/** A header as people write it, e.g. `If-Match`. */
export function toHeaderName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function holds(shape: Shape, from: string): boolean {
  return shape.kind === 'object' && shape.fields.some((field) => field.from === from);
}

/** The rest of a path inside a value; what lies in JSON keeps its names. */
function toRestTail(shape: Shape, tail: string): string {
  const index = /^\[\d+\]/.exec(tail)?.[0];
  if (shape.kind === 'list' && index) return index + toRestTail(shape.item, tail.slice(index.length));
  const name = /^\.(\w+)/.exec(tail)?.[1];
  const field = shape.kind === 'object' ? shape.fields.find(({ from }) => from === name) : undefined;
  return field && name ? `.${field.name}${toRestTail(field.shape, tail.slice(name.length + 1))}` : tail;
}
