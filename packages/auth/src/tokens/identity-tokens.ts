import type { Principal } from '@skillwright/service';
import { LRUCache } from 'lru-cache';
import type { PlatformKey } from '../key/platform-key.js';
import { identitySeconds, issueIdentityToken } from './issue-token.js';

const maxTokens = 10_000;
/** A token is used for half of its time, so that it stays valid on its way. */
const usedForMs = (identitySeconds * 1000) / 2;

/** Issues identity tokens, and uses the token of a caller for a service again for 30 seconds. */
export class IdentityTokens {
  private readonly issued = new LRUCache<string, { readonly token: Promise<string>; readonly until: number }>({
    max: maxTokens,
  });

  constructor(
    private readonly key: PlatformKey,
    private readonly now: () => number,
  ) {}

  /** Returns a token by which `service` learns the principal on whose behalf it is called. */
  tokenFor(principal: Principal, service: string): Promise<string> {
    const { subject, scopes } = principal;
    const about = JSON.stringify([service, subject, scopes]);
    const known = this.issued.get(about);
    if (known && known.until > this.now()) return known.token;
    const token = issueIdentityToken(this.key, principal, { service, issuedAt: new Date(this.now()) });
    this.issued.set(about, { token, until: this.now() + usedForMs });
    return token;
  }
}
