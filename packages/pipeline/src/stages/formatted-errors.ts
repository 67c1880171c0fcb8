import type { GraphQLFormattedError } from 'graphql';

/** The error that ends a stream. Its `errors` are in their final form. */
export class FormattedErrors extends Error {
  override readonly name = 'FormattedErrors';

  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super(errors.map(({ message }) => message).join(' '));
  }
}
