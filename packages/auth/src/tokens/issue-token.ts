import type { Principal } from '@skillwright/service';
import { SignJWT } from 'jose';
import { platformAlgorithm, type PlatformKey } from '../key/platform-key.js';
import type { Scope } from '../scopes/scopes.js';
import { platformName } from '../settings/read-auth-config.js';

/** The time for which an identity token is valid, in seconds. */
export const identitySeconds = 60;

export interface PlatformTokenClaims {
  /** The id by which the token can be revoked: its `jti`. */
  readonly id: string;
  /** The name of its holder: its `sub`. */
  readonly subject: string;
  readonly scopes: readonly Scope[];
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Issues a token of the platform, for machines and people without an issuer. */
export function issuePlatformToken(key: PlatformKey, claims: PlatformTokenClaims): Promise<string> {
  return sign(key, { subject: claims.subject, scopes: claims.scopes, audience: platformName }, claims, claims.id);
}

/** Issues a token that tells one service, for 60 seconds, on whose behalf it is called. */
export function issueIdentityToken(
  key: PlatformKey,
  { subject, scopes }: Principal,
  { service, issuedAt }: { readonly service: string; readonly issuedAt: Date },
): Promise<string> {
  const expiresAt = new Date(issuedAt.getTime() + identitySeconds * 1000);
  return sign(key, { subject, scopes, audience: service }, { issuedAt, expiresAt });
}

function sign(
  key: PlatformKey,
  { subject, scopes, audience }: Principal & { readonly audience: string },
  { issuedAt, expiresAt }: { readonly issuedAt: Date; readonly expiresAt: Date },
  id?: string,
): Promise<string> {
  const token = new SignJWT({ scope: scopes.join(' ') })
    .setProtectedHeader({ alg: platformAlgorithm, typ: 'JWT', kid: key.id })
    .setIssuer(platformName)
    .setAudience(audience)
    .setSubject(subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt);
  if (id !== undefined) token.setJti(id);
  return token.sign(key.privateKey);
}
