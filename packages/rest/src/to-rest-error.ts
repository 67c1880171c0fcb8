import { ServiceError, fromFormattedGraphQLError, type FieldError } from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';
import type { RestRow } from './row.js';

/** The first error of an operation in REST's terms: fields by their REST names, a refused parameter as malformed (400). */
export function toRestError(row: RestRow, formatted: GraphQLFormattedError): ServiceError {
  const error = fromFormattedGraphQLError(formatted);
  const malformed = error.category === 'invalid_input' && row.shapes.body === undefined;
  return new ServiceError(error.code, malformed ? 'malformed' : error.category, error.message, {
    ...(error.errors && { errors: error.errors.map((each) => renamed(row, each)) }),
    cause: error,
  });
}

function renamed(row: RestRow, error: FieldError): FieldError {
  const path = error.path.replace(/^input\./, '');
  // A path of a file, such as `name/index.ts`, is no field.
  const name = /^\w+(?=$|[.[])/.exec(path)?.[0];
  const restName = name !== undefined && Object.hasOwn(row.fieldNames, name) ? row.fieldNames[name] : name;
  return { ...error, path: name === undefined ? path : `${restName}${path.slice(name.length)}` };
}
