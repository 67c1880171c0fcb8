import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { authErrors } from '../errors.js';
import { maxTokenBytes } from './read-token.js';
import type { TokenRegistry } from './token-registry.js';
import type { TokenVerifier, VerifiedToken } from './token-verifier.js';

const maxTokens = 10_000;
/** The time for which a verified token is believed without looking at its signature again. */
const believedForMs = 30_000;

export interface VerifiedTokensOptions {
  readonly verifier: TokenVerifier;
  readonly registry: TokenRegistry;
  readonly now: () => number;
}

/** Verifies tokens, and remembers those that are accepted for 30 seconds, until their expiry or revocation. */
export class VerifiedTokens {
  private readonly known = new LRUCache<string, { readonly token: VerifiedToken; readonly until: number }>({
    max: maxTokens,
  });

  constructor(private readonly options: VerifiedTokensOptions) {}

  /** Returns the verified token. Throws as {@link TokenVerifier.verify} does. */
  async verify(text: string): Promise<VerifiedToken> {
    const { verifier, registry, now } = this.options;
    if (text.length > maxTokenBytes) return verifier.verify(text);
    const digest = createHash('sha256').update(text).digest('base64');
    const known = this.known.get(digest);
    if (known && known.until > now()) {
      const { id } = known.token;
      if (id === undefined || !registry.isRevoked(id)) return known.token;
      this.known.delete(digest);
      throw authErrors.UNAUTHENTICATED({ reason: 'The token is revoked.' });
    }
    const token = await verifier.verify(text);
    this.known.set(digest, { token, until: Math.min(token.expiresAt, now() + believedForMs) });
    return token;
  }
}
