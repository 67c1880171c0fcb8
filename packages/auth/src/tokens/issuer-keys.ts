import { readFile } from 'node:fs/promises';
import { ConfigError } from '@skillwright/service/start-up';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { authErrors } from '../errors.js';

/** The time after which a file or a URL is read again, so that a key that was removed is not accepted for longer. */
const fileMaxAgeMs = 10_000;
const urlMaxAgeMs = 300_000;
const fetchTimeoutMs = 5_000;

/**
 * Finds the public keys of an issuer in its JWKS (RFC 7517), and nowhere else. The keys throw TOKEN_KEYS_UNAVAILABLE
 * while the JWKS cannot be read. Throws a ConfigError if the JWKS is a file that cannot be used.
 */
export async function openIssuerKeys(jwks: URL | string, now: () => number = Date.now): Promise<JWTVerifyGetKey> {
  const find = typeof jwks === 'string' ? await openFile(jwks, now) : openUrl(jwks);
  return async (header, token) => {
    try {
      return await find(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw authErrors.TOKEN_KEYS_UNAVAILABLE({}, { cause: error });
    }
  };
}

function openUrl(url: URL): JWTVerifyGetKey {
  return createRemoteJWKSet(url, { cacheMaxAge: urlMaxAgeMs, timeoutDuration: fetchTimeoutMs });
}

async function openFile(path: string, now: () => number): Promise<JWTVerifyGetKey> {
  let keys = createLocalJWKSet(await readJwks(path));
  let readAt = now();
  return async (header, token) => {
    if (now() - readAt > fileMaxAgeMs) {
      keys = createLocalJWKSet(await readJwks(path));
      readAt = now();
    }
    return keys(header, token);
  };
}

async function readJwks(path: string): Promise<JSONWebKeySet> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw refuse(path, `cannot be read (${error.code}). Set it to the file of the issuer's JWKS, or to its URL`);
  });
  const keys = parseKeys(text);
  if (!keys || keys.length === 0) {
    throw refuse(path, 'is not a JWKS ({"keys": [...]}) with a key. Save the JWKS of the issuer there');
  }
  if (keys.some((key) => Object.hasOwn(key, 'd') || Object.hasOwn(key, 'k'))) {
    throw refuse(path, 'contains a secret key, and the platform needs public keys alone. Remove the secret ones');
  }
  return { keys } as JSONWebKeySet;
}

function parseKeys(text: string): readonly object[] | undefined {
  try {
    const { keys } = JSON.parse(text) as { readonly keys?: unknown };
    const all = Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null);
    return all ? (keys as object[]) : undefined;
  } catch {
    return undefined;
  }
}

const refuse = (path: string, reason: string) => new ConfigError([`AUTH_JWKS: ${path} ${reason}.`]);
