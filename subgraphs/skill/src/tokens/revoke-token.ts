import { skillErrors } from '@skillwright/contracts/skill';
import { quote } from '@skillwright/rules';
import { isId, type Caller } from '@skillwright/service';
import { tokenRevoked } from './token-events.js';
import type { TokenIssuance } from './token-issuance.js';
import type { TokenRecord } from './token-record.js';

/**
 * Revokes a token and publishes `token.revoked`. Returns its record; that of a revoked token is returned as it is.
 * Throws TOKEN_NOT_FOUND.
 */
export async function revokeToken(
  { tokens, clock }: Pick<TokenIssuance, 'tokens' | 'clock'>,
  id: string,
  caller: Caller,
): Promise<TokenRecord> {
  if (!isId(id)) throw skillErrors.TOKEN_NOT_FOUND({ token: quote(id) });
  return tokens.transaction(caller.signal, async (transaction) => {
    const token = await transaction.lockToken(id);
    if (!token) throw skillErrors.TOKEN_NOT_FOUND({ token: quote(id) });
    if (token.revokedAt) return token;
    const revokedAt = clock();
    await transaction.markRevoked(token.id, revokedAt);
    await transaction.publish(tokenRevoked(token, revokedAt, caller));
    return { ...token, revokedAt };
  });
}
