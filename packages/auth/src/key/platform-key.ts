import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { KeyFileError, publishKeyFile, readKeyFile } from './key-file.js';

/** The algorithm of the platform's own tokens: Ed25519. */
export const platformAlgorithm = 'EdDSA';

/** The key that all processes of one installation share. It signs and verifies the platform's own tokens. */
export interface PlatformKey {
  /** The thumbprint of the key (RFC 7638). */
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/**
 * Reads the platform's key, a JWK (RFC 8037) in a file that only its owner may read, and makes both at the first start.
 * Of several processes that start at once, one makes the key and the others read it. Throws a {@link KeyFileError} with
 * a sentence for the operator.
 */
export async function openPlatformKey(path: string): Promise<PlatformKey> {
  const text = (await readKeyFile(path)) ?? (await publishKeyFile(path, await newKey()));
  return importKey(path, text);
}

/** Reads the platform's key. Returns undefined if there is none. Throws as {@link openPlatformKey} does. */
export async function findPlatformKey(path: string): Promise<PlatformKey | undefined> {
  const text = await readKeyFile(path);
  return text === undefined ? undefined : importKey(path, text);
}

async function newKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(platformAlgorithm, { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return `${JSON.stringify({ ...jwk, alg: platformAlgorithm, use: 'sig', kid }, undefined, 2)}\n`;
}

async function importKey(path: string, text: string): Promise<PlatformKey> {
  const { kty, crv, x, d } = parse(path, text);
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || typeof d !== 'string') {
    throw new KeyFileError(path, 'is not a private Ed25519 key as a JWK (kty OKP, crv Ed25519, x, d)');
  }
  try {
    const [privateKey, publicKey] = await Promise.all([
      importJWK({ kty, crv, x, d }, platformAlgorithm),
      importJWK({ kty, crv, x }, platformAlgorithm),
    ]);
    return {
      id: await calculateJwkThumbprint({ kty, crv, x }),
      privateKey: privateKey as CryptoKey,
      publicKey: publicKey as CryptoKey,
    };
  } catch (cause) {
    throw new KeyFileError(path, 'is not a usable Ed25519 key', { cause });
  }
}

function parse(path: string, text: string): JWK {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as JWK) : {};
  } catch {
    // The parser's message would quote the key.
    throw new KeyFileError(path, 'is not JSON');
  }
}
