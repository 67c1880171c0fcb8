import { httpStatusOf, isErrorCategory } from '@skillwright/service';
import type { GraphQLFormattedError } from 'graphql';

/**
 * Returns the HTTP status of a GraphQL answer without data. GraphQL over HTTP has 400 for every fault of the request
 * itself.
 */
export function statusOfErrors([first]: readonly GraphQLFormattedError[]): number {
  const category = first?.extensions?.['category'];
  if (!isErrorCategory(category)) return 500;
  return category === 'malformed' || category === 'invalid_input' ? 400 : httpStatusOf[category].status;
}
