import { scopes as allScopes, type Scope } from '@skillwright/auth';
import { quote } from '@skillwright/rules';
import { isReservedSubject, type FieldError } from '@skillwright/service';

/** The wish for a token, as a caller gives it. */
export interface TokenInput {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresInDays: number;
}

export const tokenLimits = {
  nameCharacters: 64,
  days: 366,
  /** Tokens that have not expired, the revoked ones included: every process remembers the revoked ones. */
  unexpired: 10_000,
} as const;

const nameForm = /^[A-Za-z0-9][A-Za-z0-9._@-]*$/;
const known: readonly string[] = allScopes;

/** Returns the broken rules of a wish for a token. */
export function findTokenFaults({ name, scopes, expiresInDays }: TokenInput): FieldError[] {
  return [...findNameFaults(name), ...findScopeFaults(scopes), ...findExpiryFaults(expiresInDays)];
}

/** Returns the scopes that are asked for, each once, in the order in which the platform lists them. */
export function askedScopes(scopes: readonly string[]): Scope[] {
  return allScopes.filter((scope) => scopes.includes(scope));
}

function findNameFaults(name: string): FieldError[] {
  const path = 'name';
  if (name.length > tokenLimits.nameCharacters || !nameForm.test(name)) {
    const message =
      `A token's name has 1 to ${tokenLimits.nameCharacters} characters: letters, digits, \`.\`, \`_\`, \`-\` and \`@\`, ` +
      'and begins with a letter or a digit.';
    return [{ code: 'token_name', message, path }];
  }
  if (!isReservedSubject(name)) return [];
  return [{ code: 'token_name_reserved', message: `${quote(name)} is a name of the platform itself.`, path }];
}

function findScopeFaults(scopes: readonly string[]): FieldError[] {
  const list = `The scopes are ${known.join(', ')}.`;
  const path = 'scopes';
  if (scopes.length === 0) return [{ code: 'scopes_empty', message: `A token has at least one scope. ${list}`, path }];
  if (scopes.length > known.length) {
    return [{ code: 'scopes_too_many', message: `There are only ${known.length} scopes. ${list}`, path }];
  }
  return scopes.flatMap((scope, index) =>
    known.includes(scope)
      ? []
      : [{ code: 'scope_unknown', message: `There is no scope ${quote(scope)}. ${list}`, path: `${path}[${index}]` }],
  );
}

function findExpiryFaults(days: number): FieldError[] {
  if (days >= 1 && days <= tokenLimits.days) return [];
  return [{ code: 'expiry', message: `Must be 1 to ${tokenLimits.days} days.`, path: 'expiresInDays' }];
}
