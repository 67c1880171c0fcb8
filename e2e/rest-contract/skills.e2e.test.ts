import { documentedFields } from '../harness/documented-fields.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { createZip } from '../harness/zip.js';
import { sharedSystemTimeoutMs } from '../harness/shared-system.js';
import { doors, urlOf } from './doors.js';
import { digest, instant, uuidV7 } from './formats.js';

interface Skill {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly digest: string;
}

describe.each(doors)('the REST lines of skill on %s', (door) => {
  let url: string;

  beforeAll(async () => {
    url = await urlOf(door, 'skill');
  }, sharedSystemTimeoutMs);

  async function createSkill(prefix = 'rest'): Promise<Skill> {
    const { status, body } = await callRest(url, 'POST', '/skills', { body: sampleSkill(uniqueName(prefix)) });
    expect(status).toBe(201);
    return body as Skill;
  }

  it('POST /skills answers 201 with the skill, its Location and its ETag', async () => {
    const definition = {
      ...sampleSkill(uniqueName('rest')),
      version: '2.1.0',
      license: 'MIT',
      compatibility: 'Node.js 20',
      metadata: { team: 'platform' },
      allowed_tools: 'Read Write',
    };
    const { status, headers, body } = await callRest(url, 'POST', '/skills', { body: definition });

    expect(status).toBe(201);
    expect(Object.keys(body as object)).toEqual(await documentedFields('Skill'));
    const { id } = body as Skill;
    expect(body).toMatchObject({
      id: expect.stringMatching(uuidV7),
      name: definition.name,
      version: '2.1.0',
      versions: ['2.1.0'],
      instructions: definition.instructions,
      license: 'MIT',
      compatibility: 'Node.js 20',
      metadata: { team: 'platform' },
      allowed_tools: 'Read Write',
      digest: expect.stringMatching(digest),
      created_at: expect.stringMatching(instant),
      updated_at: expect.stringMatching(instant),
    });
    const { files } = body as { files: { path: string }[] };
    expect(files[0]).toEqual({
      path: expect.any(String),
      size: expect.any(Number),
      digest: expect.stringMatching(digest),
    });
    expect(files.map(({ path }) => path)).toEqual(definition.files.map(({ path }) => path).sort());
    expect(headers.get('location')).toBe(`/skills/${id}`);
    expect((await callRest(url, 'GET', `/skills/${id}`)).headers.get('etag')).toBe(headers.get('etag'));
  });

  it('POST /skills takes a complete SKILL.md with files', async () => {
    const name = uniqueName('skill-md');
    const skill_md = `---\nname: ${name}\ndescription: Does it.\nmetadata:\n  version: 1.2.3\n---\n\n# Do it\n`;
    const body = { skill_md, files: [{ path: 'logo.bin', content: 'AAEC', encoding: 'base64' }] };
    expect(await callRest(url, 'POST', '/skills', { body })).toMatchObject({
      status: 201,
      body: { name, description: 'Does it.', version: '1.2.3', files: [{ path: 'logo.bin', size: 3 }] },
    });
  });

  it('POST /skills takes a zip of the skill folder', async () => {
    const name = uniqueName('zip');
    const body = await createZip({
      [`${name}/SKILL.md`]: `---\nname: ${name}\ndescription: Zipped.\n---\n\n# Unzip\n`,
      [`${name}/references/a.md`]: 'A\n',
    });
    const headers = { 'content-type': 'application/zip' };
    expect(await callRest(url, 'POST', '/skills', { body, headers })).toMatchObject({
      status: 201,
      body: { name, files: [{ path: 'references/a.md', size: 2 }] },
    });
  });

  it('GET /skills/:id finds a skill by id, by name and at a version, and answers 404 otherwise', async () => {
    const { id, name } = await createSkill();
    const body = { ...sampleSkill(name), description: 'Second.' };
    expect((await callRest(url, 'PUT', `/skills/${id}`, { body })).status).toBe(200);

    const newest = await callRest(url, 'GET', `/skills/${id}`);
    expect(newest.status).toBe(200);
    expect(Object.keys(newest.body as object)).toEqual(await documentedFields('Skill'));
    expect(newest.body).toMatchObject({ id, version: '1.0.1', versions: ['1.0.1', '1.0.0'], description: 'Second.' });
    expect((await callRest(url, 'GET', `/skills/${name}`)).body).toEqual(newest.body);
    expect((await callRest(url, 'GET', `/skills/${id}?version=1.0.0`)).body).toMatchObject({ version: '1.0.0' });
    expect((await callRest(url, 'GET', `/skills/${id}?version=9.9.9`)).status).toBe(404);
    expect((await callRest(url, 'GET', `/skills/${uniqueName('none')}`)).status).toBe(404);
  });

  it('GET /skills pages through the library, newest first, by cursor', async () => {
    const word = uniqueName('paging');
    const names = [`${word}-a`, `${word}-b`, `${word}-c`];
    for (const name of names) await callRest(url, 'POST', '/skills', { body: sampleSkill(name) });

    const summaryFields = await documentedFields('SkillSummary');
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await callRest(url, 'GET', `/skills?q=${word}&limit=2${cursor && `&cursor=${cursor}`}`);
      expect(page.status).toBe(200);
      expect(Object.keys(page.body as object)).toEqual(await documentedFields('SkillList'));
      const { skills, next_cursor, total } = page.body as { skills: Skill[]; next_cursor: string; total: number };
      expect(total).toBe(3);
      expect(skills.length).toBeGreaterThan(0);
      for (const skill of skills) expect(Object.keys(skill)).toEqual(summaryFields);
      seen.push(...skills.map(({ name }) => name));
      cursor = next_cursor;
    }
    expect(seen).toEqual(names.reverse());
  });

  it('PUT /skills/:id replaces the complete definition under If-Match', async () => {
    const { id, name } = await createSkill();
    const first = await callRest(url, 'GET', `/skills/${id}`);
    const etag = first.headers.get('etag') ?? '';
    const put = (body: object, headers = {}) => callRest(url, 'PUT', `/skills/${id}`, { body, headers });

    const second = await put({ description: 'Bare.', instructions: '# Bare' }, { 'if-match': etag });
    expect(second).toMatchObject({ status: 200, body: { name, version: '1.0.1', description: 'Bare.', files: [] } });
    expect(second.headers.get('etag')).not.toBe(etag);

    const lost = await put({ description: 'Lost.', instructions: '# Lost' }, { 'if-match': etag });
    expect(lost.status).toBe(412);
    const renamed = await put({ name: uniqueName('other'), description: 'x', instructions: '# x' });
    expect(renamed).toMatchObject({ status: 422, body: { errors: [{ path: 'name' }] } });
    const higher = await put({ description: 'Higher.', instructions: '# Higher', version: '2.0.0' });
    expect(higher).toMatchObject({ status: 200, body: { version: '2.0.0', versions: ['2.0.0', '1.0.1', '1.0.0'] } });
    const lower = await put({ description: 'Lower.', instructions: '# Lower', version: '1.5.0' });
    expect([409, 422]).toContain(lower.status);
    expect((await callRest(url, 'GET', `/skills/${id}`)).body).toMatchObject({ version: '2.0.0' });
  });

  it('PUT /skills/:id answers 404 for an unknown id', async () => {
    const id = '01900000-0000-7000-8000-000000000000';
    const body = { description: 'x', instructions: '# x' };
    expect((await callRest(url, 'PUT', `/skills/${id}`, { body })).status).toBe(404);
  });

  it('POST /skills answers 409 for a name that is taken', async () => {
    const { name } = await createSkill();
    const { status, body } = await callRest(url, 'POST', '/skills', { body: sampleSkill(name) });
    expect(status).toBe(409);
    expect(JSON.stringify(body)).toContain(name);
  });
});
