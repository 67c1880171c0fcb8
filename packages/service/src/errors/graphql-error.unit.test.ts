import { GraphQLError } from 'graphql';
import { coreErrors, isDefect } from '../index.js';

describe('isDefect', () => {
  it.each([
    ['an unexpected error of a resolver', new GraphQLError('x', { originalError: new TypeError('x') }), true],
    ['an error of the category internal', new GraphQLError('x', { originalError: coreErrors.INTERNAL() }), true],
    ['an expected error', new GraphQLError('x', { originalError: coreErrors.CURSOR_INVALID() }), false],
    ["a neighbour's expected error", neighbours('invalid_input'), false],
    ["a neighbour's defect", neighbours('internal'), true],
    ['a query that does not validate', new GraphQLError('Cannot query field.'), false],
    ['anything else', 'a string', true],
  ])('classifies %s', (_case, error, expected) => {
    expect(isDefect(error)).toBe(expected);
  });
});

/** An error as a gateway reports it: with the neighbour's extensions, around an error of another copy of graphql. */
function neighbours(category: string): GraphQLError {
  return new GraphQLError('x', { originalError: new Error('x'), extensions: { code: 'X', category } });
}
