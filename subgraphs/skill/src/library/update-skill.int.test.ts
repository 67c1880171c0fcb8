import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';

interface Skill {
  id: string;
  name: string;
  version: string;
  versions: string[];
  description: string;
  digest: string;
  files: { path: string; content: string }[];
}

const shown = 'id name version versions description digest files { path content }';
const minimal = { description: 'd', instructions: '# Do' };

let service: TestSkillService;
beforeAll(async () => {
  service = await createTestSkillService();
});
afterAll(() => service.dispose());

let made = 0;
async function create(input: Record<string, unknown> = {}): Promise<Skill> {
  const data = await service.query<{ createSkill: { skill: Skill } }>(
    `mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { ${shown} } } }`,
    { input: { name: `skill-${++made}`, ...minimal, ...input } },
  );
  return data.createSkill.skill;
}
async function update(input: Record<string, unknown>): Promise<Skill> {
  const data = await service.query<{ updateSkill: { skill: Skill } }>(
    `mutation ($input: UpdateSkillInput!) { updateSkill(input: $input) { skill { ${shown} } } }`,
    { input: { ...minimal, ...input } },
  );
  return data.updateSkill.skill;
}
async function read(id: string, version?: string): Promise<Skill | null> {
  const data = await service.query<{ skill: Skill | null }>(
    `query ($id: ID!, $version: String) { skill(id: $id, version: $version) { ${shown} } }`,
    { id, version },
  );
  return data.skill;
}
const eventsOf = async (id: string) => (await service.events()).filter(({ key }) => key === id);

describe('updateSkill', () => {
  it('twice in one request answers each call with its own version', async () => {
    const { id } = await create();
    const query = `mutation ($id: ID!) {
      a: updateSkill(input: { id: $id, description: "a", instructions: "one" }) { skill { version versions instructions } }
      b: updateSkill(input: { id: $id, description: "b", instructions: "two" }) { skill { version versions instructions } }
    }`;
    const response = await service.app.http.inject({
      method: 'POST',
      url: '/graphql',
      payload: { query, variables: { id } },
    });
    expect(response.json()).toEqual({
      data: {
        a: { skill: { version: '1.0.1', versions: ['1.0.1', '1.0.0'], instructions: 'one' } },
        b: { skill: { version: '1.0.2', versions: ['1.0.2', '1.0.1', '1.0.0'], instructions: 'two' } },
      },
    });
  });

  it('creates the next version and does not change the previous one', async () => {
    const first = await create({ files: [{ path: 'a', content: 'one' }] });
    const second = await update({ id: first.id, description: 'd2', files: [{ path: 'b', content: 'two' }] });
    expect(second).toMatchObject({
      version: '1.0.1',
      versions: ['1.0.1', '1.0.0'],
      description: 'd2',
      files: [{ path: 'b', content: 'two' }],
    });
    expect(await read(first.id)).toEqual(second);
    expect(await read(first.id, '1.0.0')).toEqual({ ...first, versions: ['1.0.1', '1.0.0'] });
    expect(await read(first.id, '9.9.9')).toBeNull();
  });

  it('names the previous version in its event', async () => {
    const { id, name } = await create();
    await update({ id, description: 'd2', version: '2.0.0' });
    expect((await eventsOf(id)).at(-1)).toEqual({
      topic: 'skill.updated',
      key: id,
      data: {
        skill_id: id,
        name,
        version: '2.0.0',
        previous_version: '1.0.0',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    });
  });

  it('creates no version and no event for unchanged content', async () => {
    const { id } = await create({ files: [{ path: 'a', content: 'x' }] });
    const same = await update({ id, files: [{ path: 'a', content: 'x', executable: false }], version: '3.0.0' });
    expect(same).toMatchObject({ version: '1.0.0', versions: ['1.0.0'] });
    expect(await eventsOf(id)).toHaveLength(1);
  });

  it('removes fields and files that the definition leaves out', async () => {
    const { id } = await create({ files: [{ path: 'a', content: 'x' }] });
    expect((await update({ id })).files).toEqual([]);
  });

  it('uses the version in a SKILL.md when it is higher, else the next patch', async () => {
    const { id, name } = await create({ metadata: { version: '7.0.0' } });
    const updateBy = (version: string, body: string) =>
      update({
        id,
        description: null,
        instructions: null,
        skillMd: `---\nname: ${name}\ndescription: d\nmetadata:\n  version: ${version}\n---\n${body}`,
      });
    expect(await updateBy('1.2.0', 'one')).toMatchObject({ version: '1.2.0' });
    expect(await updateBy('1.2.0', 'two')).toMatchObject({ version: '1.2.1' });
    expect(await update({ id, metadata: { version: '9.0.0' } })).toMatchObject({ version: '1.2.2' });
  });

  it.each(['1.0.0', '0.9.9', '1.0.0-beta'])('refuses the version %s after 1.0.0', async (version) => {
    const { id } = await create();
    await expect(update({ id, description: 'd2', version })).rejects.toMatchObject({
      code: 'SKILL_VERSION_NOT_HIGHER',
      category: 'conflict',
    });
    expect(await eventsOf(id)).toHaveLength(1);
  });

  it('orders versions by creation, ten after nine', async () => {
    const { id } = await create();
    for (let patch = 1; patch <= 10; patch += 1) await update({ id, description: `d${patch}` });
    expect((await read(id))?.versions.slice(0, 3)).toEqual(['1.0.10', '1.0.9', '1.0.8']);
  });

  it('loses none of many simultaneous updates and publishes them in the order of the versions', async () => {
    const { id } = await create();
    const updates = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        update({ id, description: `d${index}`, files: [{ path: 'a', content: `c${index % 3}` }] }),
      ),
    );
    const versions = Array.from({ length: 12 }, (_, index) => `1.0.${index + 1}`);
    expect(new Set(updates.map(({ version }) => version))).toEqual(new Set(versions));
    expect((await eventsOf(id)).map(({ data }) => [data['previous_version'], data['version']])).toEqual([
      [undefined, '1.0.0'],
      ...versions.map((version, index) => [`1.0.${index}`, version]),
    ]);
  });

  describe('with ifMatch', () => {
    it('succeeds when the newest version has one of the digests', async () => {
      const { id, digest } = await create();
      expect(await update({ id, description: 'd2', ifMatch: ['sha256:other', digest] })).toMatchObject({
        version: '1.0.1',
      });
      expect(await update({ id, description: 'd3', ifMatch: ['*'] })).toMatchObject({ version: '1.0.2' });
    });

    it('is refused when the skill has changed since', async () => {
      const { id, digest } = await create();
      await update({ id, description: 'd2' });
      await expect(update({ id, description: 'd3', ifMatch: [digest] })).rejects.toMatchObject({
        code: 'SKILL_CHANGED',
        category: 'precondition_failed',
      });
      await expect(update({ id, description: 'd3', ifMatch: [] })).rejects.toMatchObject({ code: 'SKILL_CHANGED' });
      expect(await read(id)).toMatchObject({ description: 'd2' });
    });

    it('accepts exactly one of many calls that name the same version', async () => {
      const { id, digest } = await create();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 6 }, (_, index) => update({ id, description: `d${index}`, ifMatch: [digest] })),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await eventsOf(id)).toHaveLength(2);
    });
  });

  it.each([
    ['an unknown id', '01930c5e-7a4b-7c3d-8e2f-0a1b2c3d4e5f'],
    ['an invalid id', 'no-id'],
    ['an id with NUL', '\0'],
  ])('finds no skill for %s', async (_what, id) => {
    await expect(update({ id })).rejects.toMatchObject({ code: 'SKILL_NOT_FOUND', category: 'not_found' });
  });

  it('refuses another name', async () => {
    const { id, name } = await create();
    expect(await update({ id, name, description: 'd2' })).toMatchObject({ name });
    await expect(update({ id, name: 'other' })).rejects.toMatchObject({
      code: 'SKILL_INVALID',
      errors: [{ code: 'name_fixed', path: 'name', message: `The skill's name is ${name} and cannot change.` }],
    });
  });
});

describe('deleteSkill', () => {
  const remove = (id: string) =>
    service.query(`mutation ($id: ID!) { deleteSkill(input: { id: $id }) { id } }`, { id });

  it('deletes all versions, publishes it, and frees the name', async () => {
    const { id, name } = await create();
    await update({ id, description: 'd2' });
    expect(await remove(id)).toEqual({ deleteSkill: { id } });
    expect(await read(id)).toBeNull();
    expect(await read(id, '1.0.0')).toBeNull();
    expect((await eventsOf(id)).at(-1)).toMatchObject({ topic: 'skill.deleted', data: { skill_id: id, name } });
    expect((await create({ name })).id).not.toBe(id);
  });

  it('finds nothing the second time', async () => {
    const { id } = await create();
    await remove(id);
    await expect(remove(id)).rejects.toMatchObject({ code: 'SKILL_NOT_FOUND' });
    await expect(remove('no-id')).rejects.toMatchObject({ code: 'SKILL_NOT_FOUND' });
    expect(await eventsOf(id)).toHaveLength(2);
  });

  it('deletes contents that only this skill had', async () => {
    const own = await create({
      files: [
        { path: 'a', content: 'mine alone' },
        { path: 'b', content: 'in common' },
      ],
    });
    const other = await create({ files: [{ path: 'c', content: 'in common' }] });
    await update({ id: own.id, files: [{ path: 'a', content: 'mine later' }] });
    await remove(own.id);
    const left = await service.prisma.blob.findMany({ select: { content: true } });
    const texts = left.map(({ content }) => Buffer.from(content).toString());
    expect(texts).toContain('in common');
    expect(texts).not.toContain('mine alone');
    expect(texts).not.toContain('mine later');
    expect((await read(other.id))?.files).toEqual([{ path: 'c', content: 'in common' }]);
  });

  it('keeps the contents of skills that are written at the same time', async () => {
    const files = Array.from({ length: 5 }, (_, index) => ({ path: `f${index}`, content: `shared ${index}` }));
    const doomed = await Promise.all(Array.from({ length: 6 }, () => create({ files })));
    const [, ...written] = await Promise.all([
      Promise.all(doomed.map(({ id }) => remove(id))),
      ...Array.from({ length: 6 }, () => create({ files })),
    ]);
    for (const { id } of written) {
      expect((await read(id))?.files.map(({ content }) => content)).toEqual(files.map(({ content }) => content));
    }
  });

  it('runs before or after a simultaneous update', async () => {
    const { id } = await create();
    const [removed, updated] = await Promise.allSettled([remove(id), update({ id, description: 'd2' })]);
    expect(removed.status).toBe('fulfilled');
    const topics = (await eventsOf(id)).map(({ topic }) => topic);
    expect(topics).toEqual(
      updated.status === 'fulfilled'
        ? ['skill.created', 'skill.updated', 'skill.deleted']
        : ['skill.created', 'skill.deleted'],
    );
    expect(await read(id)).toBeNull();
  });
});
