import { createHmac, KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Identity } from '@skillwright/service';
import { temporaryFolder, type TemporaryFolder } from '@skillwright/testing';
import { audience, createTestKey, issuerName, joinToken, signAs, type TestKey } from '../test/issuer.js';
import { openAuth, type Auth, type AuthOptions } from './auth.js';
import { openPlatformKey, type PlatformKey } from './key/platform-key.js';
import type { Scope } from './scopes/scopes.js';
import { issueIdentityToken, issuePlatformToken } from './tokens/issue-token.js';

let folder: TemporaryFolder;
let keys: Record<'EdDSA' | 'ES256' | 'RS256', TestKey>;
let stranger: TestKey;
let platformKey: PlatformKey;
let nowMs = Date.now();

const revoked = new Set<string>();
const listeners = new Set<(id: string) => void>();
const registry = {
  isRevoked: (id: string) => revoked.has(id),
  onRevoked: (listener: (id: string) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
const revoke = (id: string) => {
  revoked.add(id);
  for (const listener of [...listeners]) listener(id);
};

const inFolder = (name: string) => join(folder.path, name);

function open(options: AuthOptions = {}, jwks: URL | string = inFolder('jwks.json')): Promise<Auth> {
  const issuer = { issuer: issuerName, audience, jwks };
  const config = { mode: 'required', platformKey: inFolder('platform.json'), issuer } as const;
  return openAuth(config, { registry, now: () => nowMs, ...options });
}

beforeAll(async () => {
  folder = await temporaryFolder();
  keys = {
    EdDSA: await createTestKey('EdDSA', 'ed'),
    ES256: await createTestKey('ES256', 'es'),
    RS256: await createTestKey('RS256', 'rs'),
  };
  stranger = await createTestKey('EdDSA', 'ed');
  await writeFile(inFolder('jwks.json'), JSON.stringify({ keys: Object.values(keys).map((key) => key.publicJwk) }));
  platformKey = await openPlatformKey(inFolder('platform.json'));
});
afterAll(() => folder.dispose());

let auth: Auth;
beforeEach(async () => {
  nowMs = Date.now();
  revoked.clear();
  auth = await open();
});

const identify = (token: string, by: Auth = auth): Promise<Identity> => by.identify(`Bearer ${token}`);
const refusalOf = async (token: string, by?: Auth) => (await identify(token, by)).refusal;
const seconds = () => Math.floor(nowMs / 1000);

const platformToken = (claims: { id?: string; subject?: string; scopes?: readonly Scope[]; lifeMs?: number } = {}) =>
  issuePlatformToken(platformKey, {
    id: claims.id ?? 't-1',
    subject: claims.subject ?? 'robot',
    scopes: claims.scopes ?? ['write:skills'],
    issuedAt: new Date(nowMs),
    expiresAt: new Date(nowMs + (claims.lifeMs ?? 60_000)),
  });

describe('a request without a token', () => {
  it('is of the anonymous principal, without scopes', async () => {
    expect(await auth.identify(undefined)).toEqual({ principal: { subject: 'anonymous', scopes: [] } });
  });
});

describe('a token of the issuer', () => {
  it.each(['EdDSA', 'ES256', 'RS256'] as const)('that is signed by %s names the principal', async (algorithm) => {
    const { principal, refusal } = await identify(await signAs(keys[algorithm]));
    expect([principal, refusal]).toEqual([{ subject: 'ada', scopes: ['read:skills'] }, undefined]);
  });

  it.each([
    [{ scope: 'admin write:skills' }, ['admin', 'write:skills']],
    [{ scope: undefined, scp: 'admin' }, ['admin']],
    [{ scope: undefined, scp: ['admin', 7, 'admin'] }, ['admin']],
    [{ scope: 'openid read:skills profile ADMIN' }, ['read:skills']],
    [{ scope: undefined }, []],
    [{ scope: { admin: true } }, []],
  ])('with %j has the scopes %j', async (claims, scopes) => {
    const { principal } = await identify(await signAs(keys.EdDSA, claims));
    expect(principal).toEqual({ subject: 'ada', scopes });
  });

  it('is accepted within 60 seconds of the difference between clocks', async () => {
    expect(await refusalOf(await signAs(keys.EdDSA, { exp: seconds() - 50 }))).toBeUndefined();
    expect(await refusalOf(await signAs(keys.EdDSA, { nbf: seconds() + 50 }))).toBeUndefined();
  });

  const claims: [string, () => object, string][] = [
    ['of another audience', () => ({ aud: 'https://other.example' }), 'for another audience'],
    ['without an audience', () => ({ aud: undefined }), 'has no aud'],
    ['of another issuer', () => ({ iss: 'https://other.example' }), 'issuer of the token is not the one'],
    ['without an issuer', () => ({ iss: undefined }), 'issuer of the token is not the one'],
    ['that claims to be of the platform', () => ({ iss: 'skillwright', aud: 'skillwright', jti: 'x' }), 'signature'],
    ['that has expired', () => ({ exp: seconds() - 61 }), 'has expired'],
    ['without an expiry', () => ({ exp: undefined }), 'has no exp'],
    ['whose expiry is a text', () => ({ exp: 'never' }), 'exp of the token is not accepted'],
    ['that is not valid yet', () => ({ nbf: seconds() + 61 }), 'not valid yet'],
    ['without a subject', () => ({ sub: undefined }), 'has no sub'],
    ['with an empty subject', () => ({ sub: '' }), 'name its subject'],
    ['with a subject of 257 characters', () => ({ sub: 'a'.repeat(257) }), 'name its subject'],
    ['that names a service', () => ({ sub: 'service:generation' }), 'name of the platform'],
    ['that names the anonymous principal', () => ({ sub: 'anonymous' }), 'name of the platform'],
    ['that names a service in other letters', () => ({ sub: 'Service:generation' }), 'name of the platform'],
    ['with a space before its subject', () => ({ sub: ' anonymous' }), 'not shown'],
    ['with a line break in its subject', () => ({ sub: 'ada\nada' }), 'not shown'],
    ['with a character of no width in its subject', () => ({ sub: 'ad\u200ba' }), 'not shown'],
    ['with a subject that is written backwards', () => ({ sub: 'ad\u202ea' }), 'not shown'],
  ];
  it.each(claims)('%s is refused', async (_, changes, reason) => {
    const identity = await identify(await signAs(keys.EdDSA, changes()));
    expect(identity.principal).toEqual({ subject: 'anonymous', scopes: [] });
    expect(identity.refusal).toMatchObject({ code: 'UNAUTHENTICATED', category: 'unauthenticated' });
    expect(identity.refusal?.message).toContain(reason);
  });

  const forged: [string, () => Promise<string> | string, string][] = [
    ['that another key has signed', () => signAs(stranger), 'signature'],
    ['that was changed', async () => `${(await signAs(keys.EdDSA)).slice(0, -8)}AAAAAAAA`, 'signature'],
    ['whose key the issuer does not have', () => signAs(stranger, {}, { kid: 'unknown' }), 'has no key'],
    ['that brings its own key', () => signAs(stranger, {}, { jwk: stranger.publicJwk }), 'parameter jwk'],
    ['that names the place of its keys', () => signAs(stranger, {}, { jku: 'https://evil.example' }), 'parameter jku'],
    ['that names its certificate', () => signAs(stranger, {}, { x5u: 'https://evil.example' }), 'parameter x5u'],
    [
      'with a critical parameter',
      () => joinToken({ alg: 'EdDSA', kid: 'ed', crit: ['exp'], exp: 1 }, { iss: issuerName }),
      'parameter crit',
    ],
    ['that is not signed', () => joinToken({ alg: 'none' }, goodClaims(), ''), 'signed by one of the algorithms'],
    ['that is signed by the public key as a secret', () => hs256(), 'signed by one of the algorithms'],
    ['that is signed by ES384', () => joinToken({ alg: 'ES384' }, goodClaims()), 'signed by one of the algorithms'],
    ['that is larger than 8 KiB', () => signAs(keys.EdDSA, { note: 'a'.repeat(8_192) }), 'larger than 8192 bytes'],
    ['that has two subjects', () => signed('{"sub":"ada","sub":"eve"}'), 'occurs twice'],
    ['that has two subjects, one escaped', () => signed('{"sub":"ada","s\\u0075b":"eve"}'), 'occurs twice'],
    ['whose header has two algorithms', () => joinToken('{"alg":"none","alg":"EdDSA"}', goodClaims()), 'occurs twice'],
    ['that is no JWT', () => 'secret', 'not a JWT'],
    ['with a header that is no object', () => joinToken('[]', goodClaims()), 'not a JWT'],
    ['with claims that are no JSON', () => joinToken({ alg: 'EdDSA' }, '{'), 'not a JWT'],
    ['that is nested deeply', () => joinToken({ alg: 'EdDSA' }, `{"a":${'['.repeat(2_800)}`), 'not a JWT'],
    ['of five parts', async () => `${await signAs(keys.EdDSA)}.a.b`, 'not a JWT'],
    ['with padding', async () => `${await signAs(keys.EdDSA)}=`, 'not a JWT'],
  ];
  it.each(forged)('%s is refused', async (_, create, reason) => {
    const { principal, refusal } = await identify(await create());
    expect(principal).toEqual({ subject: 'anonymous', scopes: [] });
    expect(refusal).toMatchObject({ code: 'UNAUTHENTICATED', message: expect.stringContaining(reason) });
  });

  it('is refused under another scheme than Bearer', async () => {
    const { refusal } = await auth.identify(`Basic ${await signAs(keys.EdDSA)}`);
    expect(refusal).toMatchObject({ code: 'UNAUTHENTICATED', message: expect.stringContaining('`Bearer`') });
  });

  it('has no key beside the JWKS file, and gets the new one when the file was changed', async () => {
    const file = inFolder('rotated.json');
    await writeFile(file, JSON.stringify({ keys: [keys.ES256.publicJwk] }));
    const rotating = await open({}, file);
    expect(await refusalOf(await signAs(keys.EdDSA), rotating)).toMatchObject({ code: 'UNAUTHENTICATED' });
    await writeFile(file, JSON.stringify({ keys: [keys.EdDSA.publicJwk] }));
    nowMs += 10_001;
    expect(await refusalOf(await signAs(keys.EdDSA), rotating)).toBeUndefined();
    expect(await refusalOf(await signAs(keys.ES256), rotating)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

const goodClaims = () => ({ iss: issuerName, aud: audience, sub: 'eve', scope: 'admin', exp: seconds() + 60 });

function hs256(): string {
  const token = joinToken({ alg: 'HS256', kid: 'ed' }, goodClaims(), '').slice(0, -1);
  const secret = JSON.stringify(keys.EdDSA.publicJwk);
  return `${token}.${createHmac('sha256', secret).update(token).digest('base64url')}`;
}

/** Signs a payload as it is. */
function signed(payload: string): string {
  const token = joinToken({ alg: 'EdDSA', kid: 'ed' }, payload, '').slice(0, -1);
  const signature = sign(null, Buffer.from(token), KeyObject.from(keys.EdDSA.privateKey));
  return `${token}.${signature.toString('base64url')}`;
}

describe('the JWKS at a URL', () => {
  let server: Server;
  let answer: { status: number; body: string };
  const urlOf = () => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`);

  beforeEach(async () => {
    answer = { status: 200, body: JSON.stringify({ keys: [keys.EdDSA.publicJwk] }) };
    server = createServer((_request, response) => response.writeHead(answer.status).end(answer.body));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('gives the keys of the issuer', async () => {
    expect(await refusalOf(await signAs(keys.EdDSA), await open({}, urlOf()))).toBeUndefined();
  });

  it.each([
    ['fails', { status: 500, body: 'oops' }],
    ['is no JWKS', { status: 200, body: '<html>' }],
  ])('that %s refuses for the moment, and nobody passes', async (_, given) => {
    answer = given;
    const remote = await open({}, urlOf());
    const { principal, refusal } = await identify(await signAs(keys.EdDSA), remote);
    expect(principal.scopes).toEqual([]);
    expect(refusal).toMatchObject({ code: 'TOKEN_KEYS_UNAVAILABLE', category: 'unavailable', retryable: true });
  });

  it('that cannot be reached refuses for the moment, and passes later', async () => {
    const url = urlOf();
    server.close();
    await once(server, 'close');
    const remote = await open({}, url);
    expect(await refusalOf(await signAs(keys.EdDSA), remote)).toMatchObject({ code: 'TOKEN_KEYS_UNAVAILABLE' });
    server.listen(Number(url.port), '127.0.0.1');
    await once(server, 'listening');
    expect(await refusalOf(await signAs(keys.EdDSA), remote)).toBeUndefined();
  });

  it('does not stop the tokens of the platform', async () => {
    answer = { status: 500, body: '' };
    expect(await refusalOf(await platformToken(), await open({}, urlOf()))).toBeUndefined();
  });
});

describe('a token of the platform', () => {
  it('names its principal', async () => {
    const { principal } = await identify(await platformToken());
    expect(principal).toEqual({ subject: 'robot', scopes: ['write:skills'] });
  });

  it('is refused when the key of another platform has signed it', async () => {
    const other = await openPlatformKey(inFolder('other.json'));
    const token = await issueIdentityToken(
      other,
      { subject: 'a', scopes: [] },
      { service: 'skillwright', issuedAt: new Date() },
    );
    expect(await refusalOf(token)).toMatchObject({ message: expect.stringContaining('signature') });
  });

  it('is refused without an id, because it could not be revoked', async () => {
    const about = { service: 'skillwright', issuedAt: new Date(nowMs) };
    const token = await issueIdentityToken(platformKey, { subject: 'a', scopes: [] }, about);
    expect(await refusalOf(token)).toMatchObject({ message: expect.stringContaining('jti') });
  });

  it.each(['service:skill', 'anonymous', 'Skillwright'])('is refused for the subject %s', async (subject) => {
    expect(await refusalOf(await platformToken({ subject }))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is refused once it is revoked, also when it was accepted a moment before', async () => {
    const token = await platformToken({ id: 't-9' });
    expect(await refusalOf(token)).toBeUndefined();
    revoke('t-9');
    expect(await refusalOf(token)).toMatchObject({ message: expect.stringContaining('revoked') });
    expect(await refusalOf(token, await open())).toMatchObject({ message: expect.stringContaining('revoked') });
  });

  it('is refused after its expiry, also when it was accepted a moment before', async () => {
    const token = await platformToken({ lifeMs: 5_000 });
    expect(await refusalOf(token)).toBeUndefined();
    nowMs += 5_000 + 61_000;
    expect(await refusalOf(token)).toMatchObject({ message: expect.stringContaining('expired') });
  });

  it('tells its end when it is revoked, once, and not after the stop', async () => {
    const ends: string[] = [];
    const wait = async (id: string) => {
      const { onEnd } = await identify(await platformToken({ id }));
      return onEnd?.(() => ends.push(id));
    };
    await wait('t-2');
    const stop = await wait('t-3');
    stop?.();
    for (const id of ['t-2', 't-2', 't-3', 't-4']) revoke(id);
    expect(ends).toEqual(['t-2']);
    expect(listeners.size).toBe(0);
  });

  it('tells its end when it expires', async () => {
    const token = await platformToken({ lifeMs: -59_000 });
    const { onEnd } = await identify(token);
    await new Promise<void>((resolve) => onEnd?.(resolve));
    expect(listeners.size).toBe(0);
  });
});

describe('an identity token', () => {
  const ada = { subject: 'ada', scopes: ['read:skills'] };
  const tokenFor = async (service: string, by = auth) => {
    const { authorization = '' } = await by.prove(ada, service);
    return authorization.replace('Bearer ', '');
  };

  it('tells the service on whose behalf it is called', async () => {
    const skill = await open({ service: 'skill' });
    expect((await identify(await tokenFor('skill'), skill)).principal).toEqual(ada);
  });

  it('is refused by another service, and by the gateway', async () => {
    const token = await tokenFor('skill');
    for (const by of [await open({ service: 'validation' }), auth]) {
      expect(await refusalOf(token, by)).toMatchObject({ message: expect.stringContaining('another audience') });
    }
  });

  it('may name a service', async () => {
    const skill = await open({ service: 'skill' });
    const { authorization } = await auth.prove({ subject: 'service:generation', scopes: ['read:skills'] }, 'skill');
    expect((await skill.identify(authorization)).principal.subject).toBe('service:generation');
  });

  it('is used again for the same caller and service for 30 seconds, and is new afterwards', async () => {
    const first = await tokenFor('skill');
    expect(await tokenFor('skill')).toBe(first);
    expect(await tokenFor('validation')).not.toBe(first);
    nowMs += 30_000;
    expect(await tokenFor('skill')).not.toBe(first);
  });

  it('is not sent for a caller without a token', async () => {
    const { principal } = await auth.identify(undefined);
    expect(await auth.prove(principal, 'skill')).toEqual({});
  });
});

describe('without authentication', () => {
  it('every caller is the anonymous principal with all scopes, and nothing is sent', async () => {
    const none = await openAuth({ mode: 'none' });
    const { principal } = await none.identify('Bearer nonsense');
    expect(principal).toMatchObject({ subject: 'anonymous', scopes: expect.arrayContaining(['admin', 'read:skills']) });
    expect(await none.prove(principal, 'skill')).toEqual({});
  });
});
