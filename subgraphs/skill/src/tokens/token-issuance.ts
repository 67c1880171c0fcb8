import type { PlatformTokenClaims } from '@skillwright/auth';
import type { Clock } from '@skillwright/service';
import type { TokenRepository } from './token-repository.js';

/** The parts that the use cases of tokens need. */
export interface TokenIssuance {
  readonly tokens: TokenRepository;
  readonly clock: Clock;
  /** Signs a token by the platform's key. Undefined without authentication: no key is kept then. */
  readonly issue: ((claims: PlatformTokenClaims) => Promise<string>) | undefined;
}
