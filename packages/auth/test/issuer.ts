import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export const issuerName = 'https://issuer.example';
export const audience = 'https://skillwright.example';

export interface TestKey {
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** Makes a key of an issuer. */
export async function createTestKey(algorithm: 'EdDSA' | 'ES256' | 'RS256', kid: string): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return { algorithm, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm } };
}

/** Signs a token as the issuer would. A claim or header parameter that is undefined is left out. */
export function signAs(
  key: TestKey,
  claims: object = {},
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const defaults = { iss: issuerName, aud: audience, sub: 'ada', scope: 'read:skills', exp: nowSeconds + 600 };
  return new SignJWT({ ...defaults, ...claims })
    .setProtectedHeader({ alg: key.algorithm, ...(key.publicJwk.kid && { kid: key.publicJwk.kid }), ...header })
    .sign(key.privateKey);
}

/** Joins parts of a token as they are, texts or values. */
export function joinToken(header: string | object, payload: string | object, signature = 'AAAA'): string {
  const encode = (part: string | object) =>
    Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
  return `${encode(header)}.${encode(payload)}.${signature}`;
}
