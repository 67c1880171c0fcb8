import { isReservedSubject, type Principal } from '@skillwright/service';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import { platformAlgorithm, type PlatformKey } from '../key/platform-key.js';
import { knownScopes } from '../scopes/scopes.js';
import { platformName } from '../settings/read-auth-config.js';
import { algorithms, readToken, refuse } from './read-token.js';
import type { TokenRegistry } from './token-registry.js';

/** The difference between two clocks that is tolerated, in seconds. */
export const clockSkewSeconds = 60;

/** A token that was verified. */
export interface VerifiedToken {
  readonly principal: Principal;
  /** The time until which it is accepted, in milliseconds since the epoch: its `exp`, and the tolerance. */
  readonly expiresAt: number;
  /** The `jti` of a token of the platform, by which it can be revoked. */
  readonly id: string | undefined;
}

export interface TokenVerifierOptions {
  readonly platformKey: PlatformKey;
  /** The issuer whose tokens are accepted besides the platform's own. */
  readonly issuer?: { readonly issuer: string; readonly audience: string; readonly keys: JWTVerifyGetKey } | undefined;
  /** The name of this service. Identity tokens for it are accepted. Undefined: none are. */
  readonly service?: string | undefined;
  readonly registry: TokenRegistry;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Such a character would let a subject look like another one in `createdBy` and in logs. */
const hiddenCharacter = /^\s|\s$|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

type Checks = Pick<JWTVerifyOptions, 'issuer' | 'audience' | 'algorithms' | 'requiredClaims'>;

/** Verifies tokens of the configured issuer, of the platform, and identity tokens for this service. */
export class TokenVerifier {
  constructor(private readonly options: TokenVerifierOptions) {}

  /**
   * Returns the principal of a token. Throws UNAUTHENTICATED with the reason if it is refused, and
   * TOKEN_KEYS_UNAVAILABLE if it cannot be checked at the moment.
   */
  async verify(token: string): Promise<VerifiedToken> {
    const { issuer } = readToken(token);
    if (issuer === platformName) return this.verifyOwn(token);
    const trusted = this.options.issuer;
    if (!trusted || issuer !== trusted.issuer) throw refuse('The issuer of the token is not the one of this platform.');
    const claims = await this.check(token, trusted.keys, {
      issuer: trusted.issuer,
      audience: trusted.audience,
      algorithms: [...algorithms],
      requiredClaims: ['exp', 'sub'],
    });
    return toVerified(refuseReserved(claims), undefined);
  }

  /** A token of the platform is for everybody, and an identity token for one service. Its audience says which it is. */
  private async verifyOwn(token: string): Promise<VerifiedToken> {
    const { platformKey, service, registry } = this.options;
    const claims = await this.check(token, async () => platformKey.publicKey, {
      issuer: platformName,
      audience: service === undefined ? platformName : [platformName, service],
      algorithms: [platformAlgorithm],
      requiredClaims: ['exp', 'sub'],
    });
    const { aud, jti } = claims;
    if (Array.isArray(aud)) throw refuse('The token has several audiences.');
    if (aud !== platformName) return toVerified(claims, undefined);
    if (typeof jti !== 'string' || jti === '') throw refuse('The token has no id (jti), so it could not be revoked.');
    if (registry.isRevoked(jti)) throw refuse('The token is revoked.');
    return toVerified(refuseReserved(claims), jti);
  }

  private async check(token: string, keys: JWTVerifyGetKey, checks: Checks): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        ...checks,
        clockTolerance: clockSkewSeconds,
        currentDate: new Date(this.options.now()),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) throw refuse(reasonOf(error), error);
      throw error;
    }
  }
}

function refuseReserved(claims: JWTPayload): JWTPayload {
  if (isReservedSubject(String(claims.sub))) throw refuse('The subject of the token is a name of the platform itself.');
  return claims;
}

function toVerified({ sub, exp, scope, scp }: JWTPayload, id: string | undefined): VerifiedToken {
  if (typeof sub !== 'string' || sub === '' || sub.length > 256) {
    throw refuse('The token has to name its subject (sub) in 1 to 256 characters.');
  }
  if (hiddenCharacter.test(sub)) {
    throw refuse('The subject (sub) of the token has a character that is not shown, or a space at one of its ends.');
  }
  const scopes = knownScopes([...namesIn(scope), ...namesIn(scp)]);
  return {
    principal: Object.freeze({ subject: sub, scopes: Object.freeze(scopes) }),
    expiresAt: ((exp ?? 0) + clockSkewSeconds) * 1000,
    id,
  };
}

/** Scopes are a list, or one text with spaces between them (RFC 8693). */
function namesIn(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((name): name is string => typeof name === 'string') : [];
}

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return reasonOfClaim(error);
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the token is wrong.';
  if (error instanceof errors.JWKSNoMatchingKey) return 'The issuer has no key with which the token could be signed.';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'The token has to name its key (kid).';
  return 'The token is not a JWT that is accepted here.';
}

function reasonOfClaim({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `The token has no ${claim}.`;
  if (claim === 'nbf') return 'The token is not valid yet.';
  if (claim === 'aud') return 'The token is for another audience.';
  return `The ${claim} of the token is not accepted.`;
}
