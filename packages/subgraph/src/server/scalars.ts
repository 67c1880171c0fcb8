import { GraphQLScalarType } from 'graphql';
import { JSONResolver } from 'graphql-scalars';

/** The scalars of the contracts. A DateTime is written as ISO 8601 in UTC with milliseconds. */
export const scalars = {
  JSON: JSONResolver,
  DateTime: new GraphQLScalarType({
    name: 'DateTime',
    serialize: (value) => {
      const date = value instanceof Date ? value : new Date(String(value));
      return date.toISOString();
    },
  }),
};
