import { anonymous, type Identity, type Principal, type ServiceError } from '@skillwright/service';
import { authErrors } from '../errors.js';

/**
 * The scopes of which a principal needs one list, all of it. `[[]]` asks for a token alone, and `[]` lets nobody pass.
 */
export type RequiredScopes = readonly (readonly string[])[];

/** Whether the principal is named by a token, or is that of a platform without authentication. */
export function isAuthenticated({ subject, scopes }: Principal): boolean {
  return subject !== anonymous.subject || scopes.length > 0;
}

/** Returns UNAUTHENTICATED or FORBIDDEN, which names the missing scopes, unless the principal has the scopes. */
export function findRefusal(principal: Principal, required: RequiredScopes): ServiceError | undefined {
  if (required.length === 0) return authErrors.FORBIDDEN({ reason: 'No rule says who may use this, so nobody may.' });
  if (!isAuthenticated(principal)) return authErrors.UNAUTHENTICATED({ reason: 'This needs a token.' });
  if (required.some((all) => all.every((scope) => principal.scopes.includes(scope)))) return undefined;
  return authErrors.FORBIDDEN({ reason: `This needs ${describe(required)}, which the token does not have.` });
}

/** Throws the refusal of a caller's token, and UNAUTHENTICATED or FORBIDDEN unless the caller has the scope. */
export function authorise({ principal, refusal }: Identity, scope: string): void {
  const reason = refusal ?? findRefusal(principal, [[scope]]);
  if (reason) throw reason;
}

function describe(required: RequiredScopes): string {
  return required.map((all) => `the scope ${all.join(' and ')}`).join(', or ');
}
