import type { GraphQLError } from 'graphql';

/** A request that is not valid GraphQL, with all its errors and the code that each of them gets. */
export class InvalidOperation extends Error {
  override readonly name = 'InvalidOperation';

  constructor(
    readonly code: 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'BAD_USER_INPUT',
    readonly errors: readonly GraphQLError[],
  ) {
    super(code);
  }
}
