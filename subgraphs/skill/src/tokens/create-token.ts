import { authErrors } from '@skillwright/auth';
import { skillErrors } from '@skillwright/contracts/skill';
import { invalidBody, newId, type Caller, type Principal } from '@skillwright/service';
import { tokenCreated } from './token-events.js';
import type { TokenIssuance } from './token-issuance.js';
import type { TokenRecord } from './token-record.js';
import { askedScopes, findTokenFaults, tokenLimits, type TokenInput } from './token-rules.js';

/** A token and its record. The text is for the answer alone: it is neither stored nor logged. */
export interface IssuedToken {
  readonly token: TokenRecord;
  readonly text: string;
}

const dayMs = 86_400_000;

/**
 * Issues a token of the platform and publishes `token.created`. Throws INVALID_INPUT, FORBIDDEN for a scope that the
 * caller does not have, TOKEN_LIMIT, and TOKENS_OFF without authentication.
 */
export async function createToken(
  { tokens, clock, issue }: TokenIssuance,
  input: TokenInput,
  caller: Caller,
): Promise<IssuedToken> {
  const errors = findTokenFaults(input);
  if (errors.length > 0) throw invalidBody(errors);
  if (!issue) throw skillErrors.TOKENS_OFF();
  const token = toRecord(input, clock(), caller.principal);
  refuseUnheldScopes(token, caller.principal);
  const { id, name, scopes, createdAt, expiresAt } = token;
  const text = await issue({ id, subject: name, scopes, issuedAt: createdAt, expiresAt });
  await tokens.transaction(caller.signal, async (transaction) => {
    const limit = tokenLimits.unexpired;
    if ((await transaction.countUnexpired(createdAt)) >= limit) throw skillErrors.TOKEN_LIMIT({ limit });
    await transaction.insertToken(token);
    await transaction.publish(tokenCreated(token, caller));
  });
  return { token, text };
}

function toRecord({ name, scopes, expiresInDays }: TokenInput, now: Date, creator: Principal): TokenRecord {
  // The times of a JWT are whole seconds.
  const createdAt = new Date(Math.floor(now.getTime() / 1000) * 1000);
  return {
    id: newId(),
    name,
    scopes: askedScopes(scopes),
    createdBy: creator.subject,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + expiresInDays * dayMs),
    revokedAt: null,
  };
}

function refuseUnheldScopes({ scopes }: TokenRecord, creator: Principal): void {
  const unheld = scopes.filter((scope) => !creator.scopes.includes(scope));
  if (unheld.length === 0) return;
  throw authErrors.FORBIDDEN({ reason: `You can only give scopes that you have, and you lack ${unheld.join(', ')}.` });
}
