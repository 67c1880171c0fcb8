import {
  anonymous,
  toServiceError,
  type Authenticator,
  type Identity,
  type Principal,
  type Prove,
} from '@skillwright/service';
import { authErrors } from './errors.js';
import { openPlatformKey } from './key/platform-key.js';
import { authorise } from './scopes/authorise.js';
import { scopes } from './scopes/scopes.js';
import type { AuthConfig } from './settings/read-auth-config.js';
import { IdentityTokens } from './tokens/identity-tokens.js';
import { openIssuerKeys } from './tokens/issuer-keys.js';
import { issuePlatformToken, type PlatformTokenClaims } from './tokens/issue-token.js';
import { noRevocations, type TokenRegistry } from './tokens/token-registry.js';
import { TokenVerifier, type VerifiedToken } from './tokens/token-verifier.js';
import { VerifiedTokens } from './tokens/verified-tokens.js';
import { whenTokenEnds } from './tokens/when-token-ends.js';

/** The authentication of one service: of its callers, and of its calls to other services. */
export interface Auth extends Authenticator {
  /** Whether callers need scopes. False where every caller may do everything. */
  readonly required: boolean;
  /** Returns the headers by which `service` learns on whose behalf it is called: those of a signed identity. */
  readonly prove: Prove;
  /** Signs a token of the platform. Undefined for a platform without authentication, which has no key. */
  readonly issueToken?: (claims: PlatformTokenClaims) => Promise<string>;
}

export interface AuthOptions {
  /** The name of this service, for which identity tokens are accepted. Undefined for the gateway: it accepts none. */
  readonly service?: string;
  /** The platform's tokens that are revoked; none by default. */
  readonly registry?: TokenRegistry;
  /** Milliseconds since the epoch; the system's clock by default. */
  readonly now?: () => number;
}

/** The principal of every caller of a platform without authentication. Only this machine can reach such a platform. */
const unrestricted: Principal = Object.freeze({ ...anonymous, scopes });

/** Authentication for a platform that needs none: it reads no token and sends none. */
export const noAuth: Auth = {
  required: false,
  identify: async () => ({ principal: unrestricted }),
  prove: async () => ({}),
};

/**
 * Opens the authentication of a service: reads or makes the platform's key, and reads the issuer's keys. Throws a
 * ConfigError if one of them cannot be used.
 */
export async function openAuth(config: AuthConfig, options: AuthOptions = {}): Promise<Auth> {
  if (config.mode === 'none') return noAuth;
  const { service, registry = noRevocations, now = Date.now } = options;
  const platformKey = await openPlatformKey(config.platformKey);
  const issuer = config.issuer && {
    ...config.issuer,
    keys: await openIssuerKeys(config.issuer.jwks, now),
  };
  const verifier = new TokenVerifier({ platformKey, issuer, service, registry, now });
  const verified = new VerifiedTokens({ verifier, registry, now });
  const identities = new IdentityTokens(platformKey, now);
  const toIdentity = ({ principal, ...token }: VerifiedToken): Identity => ({
    principal,
    onEnd: (listener) => whenTokenEnds(token, { registry, now }, listener),
  });

  return {
    required: true,
    identify: async (authorization) => {
      if (authorization === undefined) return { principal: anonymous };
      try {
        return toIdentity(await verified.verify(tokenIn(authorization)));
      } catch (error) {
        return { principal: anonymous, refusal: toServiceError(error) };
      }
    },
    ...(config.monitoring === 'admin' && { authoriseMonitoring: (identity) => authorise(identity, 'admin') }),
    issueToken: (claims) => issuePlatformToken(platformKey, claims),
    prove: async (principal, service) =>
      principal === anonymous ? {} : { authorization: `Bearer ${await identities.tokenFor(principal, service)}` },
  };
}

/** Returns the token of an `Authorization` header (RFC 6750). Throws UNAUTHENTICATED if it has another form. */
function tokenIn(authorization: string): string {
  const [, token] = /^Bearer +([^\s]+) *$/i.exec(authorization) ?? [];
  if (token !== undefined) return token;
  throw authErrors.UNAUTHENTICATED({ reason: 'The authorization has to be `Bearer` and a token.' });
}
