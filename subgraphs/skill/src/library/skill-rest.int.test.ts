import { ZipFile } from 'yazl';
import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';

let service: TestSkillService;
beforeAll(async () => {
  service = await createTestSkillService();
});
afterAll(() => service.dispose());

const minimal = { description: 'd', instructions: '# Do' };
let made = 0;
const newName = () => `rest-${++made}`;

const post = (payload: object | string | Buffer, headers: Record<string, string> = {}) =>
  service.app.http.inject({ method: 'POST', url: '/skills', payload, headers });
const get = (url: string) => service.app.http.inject({ method: 'GET', url });
const put = (id: string, payload: object, headers: Record<string, string> = {}) =>
  service.app.http.inject({ method: 'PUT', url: `/skills/${id}`, payload, headers });

async function zipOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('the REST lines of the skill service', () => {
  it('create, read, update and list', async () => {
    const name = newName();
    const created = await post({ name, ...minimal, allowed_tools: 'Read', files: [{ path: 'a.md', content: 'x' }] });
    expect(created.statusCode).toBe(201);
    const skill = created.json<{ id: string }>();
    expect(created.headers.location).toBe(`/skills/${skill.id}`);
    expect(skill).toMatchObject({ name, version: '1.0.0', allowed_tools: 'Read', files: [{ path: 'a.md', size: 1 }] });

    for (const key of [skill.id, name]) {
      const read = await get(`/skills/${key}`);
      expect([read.statusCode, read.json()]).toEqual([200, skill]);
      expect(read.headers.etag).toBe(created.headers.etag);
    }
    const updated = await put(
      skill.id,
      { ...minimal, description: 'd2' },
      { 'if-match': String(created.headers.etag) },
    );
    expect(updated.statusCode).toBe(200);
    expect(updated.json()).toMatchObject({ name, version: '1.0.1', versions: ['1.0.1', '1.0.0'], files: [] });
    expect((await get(`/skills/${name}?version=1.0.0`)).json()).toMatchObject({ version: '1.0.0', description: 'd' });

    const listed = await get(`/skills?q=${name}&limit=1`);
    expect(listed.json()).toMatchObject({ skills: [{ id: skill.id, version: '1.0.1' }], total: 1, next_cursor: null });
  });

  it('accept a SKILL.md and a zip', async () => {
    const [one, other] = [newName(), newName()];
    const skillMd = (name: string) => `---\nname: ${name}\ndescription: d\n---\n\n# Do\n`;
    const fromText = await post({ skill_md: skillMd(one), files: [{ path: 'a', content: 'x' }] });
    expect([fromText.statusCode, fromText.json()]).toMatchObject([201, { name: one, instructions: '# Do\n' }]);
    const zip = await zipOf({ [`${other}/SKILL.md`]: skillMd(other), [`${other}/a`]: 'x' });
    const fromZip = await post(zip, { 'content-type': 'application/zip' });
    expect([fromZip.statusCode, fromZip.json()]).toMatchObject([201, { name: other, files: [{ path: 'a' }] }]);
  });

  it('refuse a stale If-Match with 412', async () => {
    const created = await post({ name: newName(), ...minimal });
    const { id } = created.json<{ id: string }>();
    await put(id, { ...minimal, description: 'd2' });
    const stale = await put(id, { ...minimal, description: 'd3' }, { 'if-match': String(created.headers.etag) });
    expect([stale.statusCode, stale.json()]).toMatchObject([412, { code: 'SKILL_CHANGED' }]);
  });

  it.each([
    ['If-Match: *', () => ({ 'if-match': '*' }), 200],
    ['If-Match with the tag', (tag: string) => ({ 'if-match': `"x", ${tag}` }), 200],
    ['If-Match with another tag', () => ({ 'if-match': '"x"' }), 412],
    ['If-Match with the tag, but weak', (tag: string) => ({ 'if-match': `W/${tag}` }), 412],
    ['If-None-Match: *', () => ({ 'if-none-match': '*' }), 412],
    ['If-None-Match with the tag', (tag: string) => ({ 'if-none-match': tag }), 412],
    ['If-None-Match with the tag, but weak', (tag: string) => ({ 'if-none-match': `"x", W/${tag}` }), 412],
    ['If-None-Match with another tag', () => ({ 'if-none-match': '"x"' }), 200],
    ['both, of which one fails', (tag: string) => ({ 'if-match': tag, 'if-none-match': tag }), 412],
    ['If-None-Match without quotes', () => ({ 'if-none-match': 'x' }), 400],
  ])('update with %s by id and by name', async (_, headersOf, status) => {
    const name = newName();
    const created = await post({ name, ...minimal });
    for (const key of [created.json<{ id: string }>().id, name]) {
      const { etag } = (await get(`/skills/${name}`)).headers;
      const answer = await put(key, { ...minimal, description: key }, headersOf(String(etag)));
      expect(answer.statusCode).toBe(status);
      expect((await get(`/skills/${name}`)).json()).toMatchObject({ description: status === 200 ? key : 'd' });
    }
  });

  it('find no skill to update under an unknown name, whatever the precondition', async () => {
    for (const headers of [{}, { 'if-none-match': '*' }, { 'if-match': '*' }]) {
      expect((await put('nobody', minimal, headers as Record<string, string>)).statusCode).toBe(404);
    }
  });

  describe('answer invalid input with a problem and store and publish nothing:', () => {
    const zipOver = () =>
      zipOf({ 'SKILL.md': '---\nname: big\ndescription: d\n---\n', zeros: Buffer.alloc(9 * 1024 * 1024) });
    const json = { 'content-type': 'application/json' };
    const zip = { 'content-type': 'application/zip' };

    it.each<[string, () => ReturnType<typeof post>, number, string, string[]]>([
      ['malformed JSON', () => post('{"name": ', json), 400, 'MALFORMED_REQUEST', ['']],
      ['an unknown field', () => post({ name: 'x', ...minimal, extra: 1 }), 422, 'INVALID_INPUT', ['extra']],
      ['a wrong type', () => post({ name: 7, ...minimal }), 422, 'INVALID_INPUT', ['name']],
      ['a bad name', () => post({ name: 'Bad_Name', ...minimal }), 422, 'SKILL_INVALID', ['name']],
      ['a missing description', () => post({ name: 'x', instructions: '' }), 422, 'SKILL_INVALID', ['description']],
      ['a fault in skill_md', () => post({ skill_md: '# Do' }), 422, 'SKILL_INVALID', ['skill_md']],
      [
        'allowed tools that are no string',
        () => post({ name: 'x', ...minimal, allowed_tools: ' ' }),
        422,
        'SKILL_INVALID',
        ['allowed_tools'],
      ],
      [
        'a path with ..',
        () => post({ name: 'x', ...minimal, files: [{ path: 'templates/a/../../x', content: '' }] }),
        422,
        'SKILL_INVALID',
        ['files[0].path'],
      ],
      [
        'too many files, none of which is decoded',
        () => post({ name: 'x', ...minimal, files: Array(5_000).fill({ path: '', content: '%', encoding: 'base64' }) }),
        422,
        'SKILL_INVALID',
        ['files[200].path'],
      ],
      [
        'a list that is too long',
        () => post({ name: 'x', ...minimal, files: Array(10_001).fill({}) }),
        422,
        'INVALID_INPUT',
        ['files'],
      ],
      ['an invalid version', () => post({ name: 'x', ...minimal, version: 'one' }), 422, 'SKILL_INVALID', ['version']],
      [
        'a body over 8 MiB',
        () => post({ name: 'x', ...minimal, files: [{ path: 'a', content: 'x'.repeat(8 * 1024 * 1024) }] }),
        413,
        'BODY_TOO_LARGE',
        [],
      ],
      ['a zip that unpacks to more than 8 MiB', async () => post(await zipOver(), zip), 413, 'ARCHIVE_TOO_LARGE', []],
      ['an invalid zip', () => post(Buffer.from('no zip'), zip), 400, 'ARCHIVE_MALFORMED', []],
      ['a zip without SKILL.md', async () => post(await zipOf({ a: '' }), zip), 422, 'ARCHIVE_INVALID', ['archive']],
      ['an unknown id', () => get('/skills/01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f'), 404, 'SKILL_NOT_FOUND', []],
      [
        'an unknown id to update',
        () => put('01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f', minimal),
        404,
        'SKILL_NOT_FOUND',
        [],
      ],
      ['a page over the limit', () => get('/skills?limit=101'), 400, 'MALFORMED_REQUEST', ['limit']],
      ['an invalid cursor', () => get('/skills?cursor=x'), 400, 'CURSOR_INVALID', ['cursor']],
      ['a search that is too long', () => get(`/skills?q=${'x'.repeat(201)}`), 400, 'INVALID_INPUT', ['q']],
    ])('%s', async (_what, send, status, code, paths) => {
      const count = async () => [await service.prisma.skill.count(), (await service.events()).length];
      const before = await count();
      const response = await send();
      const problem = response.json<{ errors?: { path: string }[] }>();
      expect([response.statusCode, problem]).toMatchObject([status, { status, code }]);
      expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect((problem.errors ?? []).map(({ path }) => path)).toEqual(paths);
      expect(await count()).toEqual(before);
    });

    it('a duplicate name', async () => {
      const name = newName();
      await post({ name, ...minimal });
      const again = await post({ name, ...minimal });
      expect([again.statusCode, again.json()]).toMatchObject([409, { code: 'SKILL_NAME_TAKEN' }]);
    });

    it('a version that is not higher', async () => {
      const { id } = (await post({ name: newName(), ...minimal })).json<{ id: string }>();
      const lower = await put(id, { ...minimal, description: 'd2', version: '0.1.0' });
      expect([lower.statusCode, lower.json()]).toMatchObject([409, { code: 'SKILL_VERSION_NOT_HIGHER' }]);
    });
  });
});
