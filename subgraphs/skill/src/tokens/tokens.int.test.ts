import { join } from 'node:path';
import { issuePlatformToken, openAuth, openPlatformKey, type Auth, type Scope } from '@skillwright/auth';
import { createLogger, newId } from '@skillwright/service';
import { temporaryFolder, type TemporaryFolder } from '@skillwright/testing';
import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';
import { tokenLimits } from './token-rules.js';

const hour = 3_600_000;
let folder: TemporaryFolder;
let service: TestSkillService;
let auth: Auth;
let logged = '';
const others: TestSkillService[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  auth = await openAuth(
    { mode: 'required', platformKey: join(folder.path, 'key.json'), issuer: undefined },
    { service: 'skill' },
  );
  const destination = { write: (line: string) => void (logged += line) };
  service = await createTestSkillService({
    auth,
    logger: createLogger({ service: 'skill', level: 'trace', destination }),
  });
});
afterEach(() => Promise.all(others.splice(0).map((other) => other.dispose())));
afterAll(async () => {
  await service.dispose();
  await folder.dispose();
});

/** Signs a token that no record knows, as the operator does for the first one. */
async function tokenWith(scopes: readonly Scope[]): Promise<string> {
  const key = await openPlatformKey(join(folder.path, 'key.json'));
  const issuedAt = new Date();
  const expiresAt = new Date(issuedAt.getTime() + hour);
  return issuePlatformToken(key, { id: newId(), subject: 'operator', scopes, issuedAt, expiresAt });
}
const adminToken = () => tokenWith(['read:skills', 'write:skills', 'admin']);

async function send(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  { token, body }: { readonly token?: string | undefined; readonly body?: object } = {},
) {
  const authorization = `Bearer ${token ?? (await adminToken())}`;
  const response = await service.app.http.inject({
    ...{ method, url },
    headers: { authorization },
    ...(body && { payload: body }),
  });
  return { status: response.statusCode, headers: response.headers, body: response.json<Record<string, never>>() };
}
const wish = (change: object = {}) => ({ name: 'ci', scopes: ['read:skills'], expires_in_days: 90, ...change });

interface Issued {
  readonly token: { readonly id: string; readonly created_at: string; readonly expires_at: string };
  readonly text: string;
}
async function create(change: object = {}): Promise<Issued> {
  const { status, body } = await send('POST', '/tokens', { body: wish(change) });
  expect(status).toBe(201);
  return body as unknown as Issued;
}

describe('a token that is created', () => {
  it('is shown once, with its record, and lets its holder in with its name and scopes', async () => {
    const { token, text } = await create({ name: 'ci-1', scopes: ['write:skills', 'read:skills'] });
    expect(token).toEqual({
      id: expect.any(String),
      name: 'ci-1',
      scopes: ['read:skills', 'write:skills'],
      created_by: 'operator',
      created_at: expect.any(String),
      expires_at: expect.any(String),
      revoked_at: null,
    });
    expect(Date.parse(token.expires_at) - Date.parse(token.created_at)).toBe(90 * 24 * hour);
    expect(await auth.identify(`Bearer ${text}`)).toMatchObject({
      principal: { subject: 'ci-1', scopes: ['read:skills', 'write:skills'] },
    });
    const claims = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toEqual({
      ...{ iss: 'skillwright', aud: 'skillwright', sub: 'ci-1', scope: 'read:skills write:skills', jti: token.id },
      iat: Date.parse(token.created_at) / 1000,
      exp: Date.parse(token.expires_at) / 1000,
    });
    const skill = await send('POST', '/skills', {
      token: text,
      body: { name: 'of-ci', description: 'd', instructions: '' },
    });
    expect(skill).toMatchObject({ status: 201, body: { created_by: 'ci-1' } });
  });

  it('is neither stored, nor logged, nor part of an event or of a list', async () => {
    const { token, text } = await create({ name: 'secret' });
    const parts = [text, ...text.split('.').slice(1)];
    const stored = JSON.stringify([
      await service.prisma.token.findMany(),
      await service.events(),
      (await send('GET', '/tokens?limit=100')).body,
    ]);
    expect(stored).toContain(token.id);
    for (const part of parts) {
      expect(stored).not.toContain(part);
      expect(logged).not.toContain(part);
    }
  });

  it('is published with its name, scopes and expiry, and with who created it', async () => {
    const { token } = await create({ name: 'published' });
    const events = (await service.events()).filter(({ key }) => key === token.id);
    expect(events).toEqual([
      {
        topic: 'token.created',
        key: token.id,
        data: {
          ...{ id: token.id, name: 'published', scopes: ['read:skills'], expires_at: token.expires_at },
          ...{ actor: 'operator', timestamp: token.created_at },
        },
      },
    ]);
  });

  it('can have the name of another one, so that it can be replaced before it expires', async () => {
    const [one, two] = [await create({ name: 'twice' }), await create({ name: 'twice' })];
    expect(one.token.id).not.toBe(two.token.id);
  });

  it('is refused with the name of each broken rule', async () => {
    const { status, body } = await send('POST', '/tokens', {
      body: { name: 'a b', scopes: ['read:skills', 'root'], expires_in_days: 367 },
    });
    expect(status).toBe(422);
    expect(body['errors']).toMatchObject([
      { code: 'token_name', path: 'name' },
      { code: 'scope_unknown', path: 'scopes[1]', message: expect.stringContaining('generate:projects') },
      { code: 'expiry', path: 'expires_in_days' },
    ]);
  });

  it('can only have scopes of its creator', async () => {
    const { status, body } = await send('POST', '/tokens', {
      body: wish({ scopes: ['read:skills', 'validate:code'] }),
    });
    expect([status, body]).toMatchObject([
      403,
      { code: 'FORBIDDEN', detail: expect.stringContaining('validate:code') },
    ]);
    expect(body['detail']).not.toContain('read:skills');
  });

  it('is refused while there are too many that have not expired', async () => {
    const row = (index: number) => ({
      ...{ id: newId(), name: `many-${index}`, scopes: ['read:skills'], createdBy: 'operator' },
      createdAt: new Date(),
      expiresAt: new Date(Date.now() + hour),
    });
    const rows = Array.from({ length: tokenLimits.unexpired }, (_, index) => row(index));
    await service.prisma.token.createMany({ data: rows });
    const refused = await send('POST', '/tokens', { body: wish() });
    expect(refused).toMatchObject({ status: 409, body: { code: 'TOKEN_LIMIT' } });
    await service.prisma.token.deleteMany({ where: { name: { startsWith: 'many-' } } });
    await create();
  });
});

describe('the list of tokens', () => {
  it('has the records, newest first, page by page', async () => {
    const made = [await create({ name: 'old' }), await create({ name: 'middle' }), await create({ name: 'new' })];
    const ids = made.map(({ token }) => token.id).reverse();
    const first = await send('GET', '/tokens?limit=2');
    expect(first).toMatchObject({ status: 200, body: { tokens: [{ id: ids[0] }, { id: ids[1] }] } });
    const next = await send('GET', `/tokens?limit=1&cursor=${String(first.body['next_cursor'])}`);
    expect(next.body).toMatchObject({ tokens: [{ id: ids[2], name: 'old' }] });
    expect(next.body['total']).toBe(await service.prisma.token.count());
  });
});

describe('a token that is revoked', () => {
  it('is marked in its record, and published once', async () => {
    const { token } = await create({ name: 'gone' });
    const revoked = await send('DELETE', `/tokens/${token.id}`);
    expect(revoked).toMatchObject({ status: 200, body: { ...token, revoked_at: expect.any(String) } });
    expect(await send('DELETE', `/tokens/${token.id.toUpperCase()}`)).toMatchObject({
      status: 200,
      body: revoked.body,
    });
    const events = (await service.events()).filter(({ key, topic }) => key === token.id && topic === 'token.revoked');
    expect(events).toHaveLength(1);
    expect(events[0]?.data).toEqual({
      ...{ id: token.id, name: 'gone', scopes: ['read:skills'], expires_at: token.expires_at, actor: 'operator' },
      timestamp: revoked.body['revoked_at'],
    });
  });

  it('is published once, however many revoke it at the same time', async () => {
    const { token } = await create();
    const answers = await Promise.all(Array.from({ length: 5 }, () => send('DELETE', `/tokens/${token.id}`)));
    expect(new Set(answers.map(({ body }) => body['revoked_at'])).size).toBe(1);
    const events = (await service.events()).filter(({ key, topic }) => key === token.id && topic === 'token.revoked');
    expect(events).toHaveLength(1);
  });

  it.each(['no-id', newId()])('has to exist: %s does not', async (id) => {
    expect(await send('DELETE', `/tokens/${id}`)).toMatchObject({ status: 404, body: { code: 'TOKEN_NOT_FOUND' } });
  });
});

describe('tokens', () => {
  it.each([
    ['GET', '/tokens', undefined],
    ['POST', '/tokens', wish()],
    ['DELETE', `/tokens/${newId()}`, undefined],
  ] as const)('need the scope admin: %s %s', async (method, url, body) => {
    const token = await tokenWith(['read:skills', 'write:skills', 'generate:projects', 'validate:code']);
    const refused = await send(method, url, { token, ...(body && { body }) });
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN', detail: expect.stringContaining('admin') },
    });
  });

  it('are not issued by a platform without authentication', async () => {
    const open = await createTestSkillService();
    others.push(open);
    const refused = await open.app.http.inject({ method: 'POST', url: '/tokens', payload: wish() });
    expect([refused.statusCode, refused.json()]).toMatchObject([409, { code: 'TOKENS_OFF' }]);
    expect(await open.prisma.token.count()).toBe(0);
  });

  it('are also created, listed and revoked by GraphQL', async () => {
    const query = async (text: string) => {
      const { body } = await send('POST', '/graphql', { body: { query: text } });
      expect(body['errors']).toBeUndefined();
      return body['data'] as unknown;
    };
    const created = (await query(
      'mutation { createToken(input: { name: "g", scopes: ["admin"], expiresInDays: 1 }) { text token { id name } } }',
    )) as { readonly createToken: Issued };
    const { id } = created.createToken.token;
    expect(created).toMatchObject({ createToken: { text: expect.stringMatching(/^eyJ/), token: { name: 'g' } } });
    expect(await query('{ tokens(first: 1) { nodes { id revokedAt } pageInfo { hasNextPage } } }')).toMatchObject({
      tokens: { nodes: [{ id, revokedAt: null }], pageInfo: { hasNextPage: true } },
    });
    const revoked = await query(`mutation { revokeToken(input: { id: "${id}" }) { token { id revokedAt } } }`);
    expect(revoked).toMatchObject({ revokeToken: { token: { id, revokedAt: expect.any(String) } } });
  });
});
