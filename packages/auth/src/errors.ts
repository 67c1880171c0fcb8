import { defineErrors } from '@skillwright/service';

/** The errors with which a caller is refused. */
export const authErrors = defineErrors({
  UNAUTHENTICATED: { category: 'unauthenticated', message: '{reason}' },
  FORBIDDEN: { category: 'forbidden', message: '{reason}' },
  REVOCATIONS_UNKNOWN: {
    category: 'unavailable',
    message: 'The token cannot be checked: the revoked tokens are not read yet. Try again in a moment.',
  },
  TOKEN_KEYS_UNAVAILABLE: {
    category: 'unavailable',
    message: "The token cannot be checked: its issuer's keys cannot be read at the moment. Try again in a moment.",
  },
});
