import { join, resolve } from 'node:path';
import { ConfigError, isLoopback } from '@skillwright/service/start-up';
import type { AuthSettingValues } from './auth-settings.js';

/** The name of the platform as issuer and as audience of its own tokens. */
export const platformName = 'skillwright';

/** An issuer whose tokens are accepted, and the place of its keys: a URL, or the absolute path of a file. */
export interface IssuerConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: URL | string;
}

/** How requests are authenticated. */
export type AuthConfig =
  | { readonly mode: 'none' }
  | {
      readonly mode: 'required';
      /** The absolute path of the platform's key. */
      readonly platformKey: string;
      /** Undefined: only the platform's own tokens are accepted. */
      readonly issuer: IssuerConfig | undefined;
      /** Whether `/metrics` and the parts of `/readyz` need the scope `admin`; `open` by default. */
      readonly monitoring?: 'open' | 'admin';
    };

export interface AuthPlace {
  /** The address on which the process listens. */
  readonly HOST: string;
  readonly DATA_DIR: string;
}

/** Checks the settings of authentication together. Throws one ConfigError that names every fault with its remedy. */
export function readAuthConfig(set: AuthSettingValues & AuthPlace): AuthConfig {
  const { AUTH_ISSUER, AUTH_JWKS, AUTH_AUDIENCE } = set;
  const given = { AUTH_ISSUER, AUTH_JWKS, AUTH_AUDIENCE };
  const mode = set.AUTH ?? (AUTH_ISSUER === undefined ? 'none' : 'required');
  const faults = mode === 'none' ? faultsOfNone(set, given) : faultsOfIssuer(given);
  if (faults.length > 0) throw new ConfigError(faults);
  if (mode === 'none') return { mode };
  return {
    mode,
    platformKey: platformKeyPath(set),
    monitoring: set.MONITORING_ACCESS,
    issuer:
      AUTH_ISSUER === undefined
        ? undefined
        : { issuer: AUTH_ISSUER, audience: AUTH_AUDIENCE ?? '', jwks: placeOf(AUTH_JWKS ?? '') },
  };
}

/** Returns the absolute path of the platform's key. */
export function platformKeyPath({
  PLATFORM_KEY,
  DATA_DIR,
}: Pick<AuthSettingValues & AuthPlace, 'PLATFORM_KEY' | 'DATA_DIR'>): string {
  return resolve(PLATFORM_KEY ?? join(DATA_DIR, 'keys', 'platform.json'));
}

type Given = Readonly<Record<'AUTH_ISSUER' | 'AUTH_JWKS' | 'AUTH_AUDIENCE', string | undefined>>;

function faultsOfNone({ AUTH, HOST, MONITORING_ACCESS }: AuthSettingValues & AuthPlace, given: Given): string[] {
  const unused = Object.entries(given).filter(([, value]) => value !== undefined);
  const idle = unused.map(([name]) =>
    AUTH === 'none'
      ? `${name}: is set although AUTH is none, so no token would be checked. Unset it, or set AUTH to required.`
      : `${name}: is set without AUTH_ISSUER. Set AUTH_ISSUER, AUTH_JWKS and AUTH_AUDIENCE together.`,
  );
  if (MONITORING_ACCESS === 'admin') {
    idle.push('MONITORING_ACCESS: is admin although no token would be checked. Unset it, or set AUTH to required.');
  }
  if (isLoopback(HOST.toLowerCase())) return idle;
  return [
    ...idle,
    `HOST: ${HOST} can be reached from other machines, and without authentication everybody there could do everything. ` +
      'Set AUTH to required (with AUTH_ISSUER, or with tokens of the platform), or HOST to 127.0.0.1.',
  ];
}

function faultsOfIssuer({ AUTH_ISSUER, AUTH_JWKS, AUTH_AUDIENCE }: Given): string[] {
  const faults: string[] = [];
  if (AUTH_ISSUER === undefined) {
    if (AUTH_JWKS !== undefined) faults.push('AUTH_JWKS: is set without AUTH_ISSUER. Set both, or neither.');
    if (AUTH_AUDIENCE !== undefined) faults.push('AUTH_AUDIENCE: is set without AUTH_ISSUER. Set both, or neither.');
    return faults;
  }
  if (AUTH_ISSUER === platformName) {
    faults.push(`AUTH_ISSUER: ${platformName} is the name of the platform itself. Give the issuer another name.`);
  }
  if (AUTH_JWKS === undefined) {
    faults.push(
      "AUTH_JWKS: is needed to check the tokens of AUTH_ISSUER. Set it to the issuer's JWKS, a URL or the path of a file.",
    );
  } else if (/^[a-z][a-z0-9+.-]+:\/\//i.test(AUTH_JWKS) && !isHttpUrl(AUTH_JWKS)) {
    faults.push('AUTH_JWKS: must be the path of a file, or a URL that begins with https:// or http://.');
  }
  if (AUTH_AUDIENCE === undefined) {
    faults.push(
      "AUTH_AUDIENCE: is needed to tell the issuer's tokens for this platform from those for others. Set it to their `aud`.",
    );
  }
  return faults;
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function placeOf(jwks: string): URL | string {
  return isHttpUrl(jwks) ? new URL(jwks) : resolve(jwks);
}
