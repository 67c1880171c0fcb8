import type { GraphQLFormattedError } from 'graphql';

/** Ends a stream with errors that are in their final form. */
export class FormattedErrors extends Error {
  override readonly name = 'FormattedErrors';

  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super(errors.map(({ message }) => message).join(' '));
  }
}
