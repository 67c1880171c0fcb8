/** The scopes that a caller can have. Each operation needs one of them. */
export { scopes, type Scope } from '@skillwright/auth/scopes';
