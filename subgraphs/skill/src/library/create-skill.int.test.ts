import { isId } from '@skillwright/service';
import { executeText } from '@skillwright/testing';
import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';

const createSkill = `mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill {
  id name description version versions instructions license compatibility metadata allowedTools skillMd digest
  createdBy createdAt updatedAt files { path size digest executable content encoding } } } }`;
const at = new Date('2026-11-23T08:00:00.000Z');
const minimal = { description: 'd', instructions: '# Do' };

let service: TestSkillService;
beforeAll(async () => {
  service = await createTestSkillService({ clock: () => at });
});
afterAll(() => service.dispose());

const create = async (input: Record<string, unknown>) => {
  const { createSkill: payload } = await service.query<{ createSkill: { skill: Record<string, unknown> } }>(
    createSkill,
    { input },
  );
  return payload.skill;
};

describe('createSkill', () => {
  it('stores a definition of fields and files and returns all of it', async () => {
    const skill = await create({
      name: 'pdf-forms',
      description: 'Fills in forms. 😀',
      instructions: '# Do\r\n',
      version: '0.3.0',
      license: 'MIT',
      compatibility: 'needs git',
      metadata: { b: '2', a: '1' },
      allowedTools: 'Bash(git:*) Read',
      files: [
        { path: 'scripts/run.sh', content: '#!/bin/sh\n', executable: true },
        { path: 'assets/logo.bin', content: 'AP+A', encoding: 'BASE64' },
        { path: 'empty', content: '' },
        { path: 'zero', content: 'a\0b' },
      ],
    });
    expect(isId(String(skill['id']))).toBe(true);
    expect(skill).toMatchObject({
      name: 'pdf-forms',
      description: 'Fills in forms. 😀',
      version: '0.3.0',
      versions: ['0.3.0'],
      instructions: '# Do\r\n',
      license: 'MIT',
      compatibility: 'needs git',
      metadata: { a: '1', b: '2' },
      allowedTools: 'Bash(git:*) Read',
      createdBy: 'anonymous',
      createdAt: at.toISOString(),
      updatedAt: at.toISOString(),
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      files: [
        { path: 'assets/logo.bin', size: 3, executable: false, content: 'AP+A', encoding: 'BASE64' },
        { path: 'empty', size: 0, executable: false, content: '', encoding: 'UTF8' },
        { path: 'scripts/run.sh', size: 10, executable: true, content: '#!/bin/sh\n', encoding: 'UTF8' },
        { path: 'zero', size: 3, executable: false, content: 'a\0b', encoding: 'UTF8' },
      ],
    });
  });

  it('returns a SKILL.md that creates the same skill again', async () => {
    const first = await create({
      ...minimal,
      name: 'again',
      metadata: { a: '1' },
      files: [{ path: 'a', content: 'x' }],
    });
    await service.query(`mutation ($id: ID!) { deleteSkill(input: { id: $id }) { id } }`, { id: first['id'] });
    const second = await create({ skillMd: first['skillMd'], files: [{ path: 'a', content: 'x' }] });
    expect(second['id']).not.toBe(first['id']);
    expect(second['digest']).toBe(first['digest']);
  });

  it('keeps metadata keys with a meaning in JavaScript and refuses __proto__', async () => {
    const metadata = { constructor: 'b', toString: 'c' };
    expect(await create({ ...minimal, name: 'meaningful', metadata })).toMatchObject({ metadata });
    const skillMd = '---\nname: lost\ndescription: d\nmetadata:\n  __proto__: a\n---\n';
    await expect(create({ skillMd })).rejects.toMatchObject({
      errors: [{ code: 'reserved', path: 'skillMd.metadata' }],
    });
  });

  it('takes the version from the metadata when none is given', async () => {
    const skillMd = '---\nname: versioned\ndescription: d\nmetadata:\n  version: 2.1.0\n---\n';
    expect(await create({ skillMd })).toMatchObject({ version: '2.1.0' });
  });

  it('commits the event with the data', async () => {
    const { id } = await create({ ...minimal, name: 'told' });
    expect((await service.events()).filter(({ key }) => key === id)).toEqual([
      {
        topic: 'skill.created',
        key: id,
        data: {
          skill_id: id,
          name: 'told',
          description: 'd',
          version: '1.0.0',
          created_by: 'anonymous',
          timestamp: at.toISOString(),
        },
      },
    ]);
  });

  it('stores the caller as the creator', async () => {
    const { data } = await executeText(service.app.execute, createSkill, {
      variables: { input: { ...minimal, name: 'by-ada' } },
      principal: { subject: 'ada', scopes: [] },
    });
    expect(data).toMatchObject({ createSkill: { skill: { createdBy: 'ada' } } });
  });

  it('stores equal contents once', async () => {
    const files = [
      { path: 'a', content: 'the same' },
      { path: 'b', content: 'the same' },
    ];
    await create({ ...minimal, name: 'twin-one', files });
    await create({ ...minimal, name: 'twin-two', files });
    expect(await service.prisma.blob.count({ where: { content: Buffer.from('the same') } })).toBe(1);
  });

  it('accepts instructions of the largest size, in any script', async () => {
    const instructions = '𠀀𠀁 '.repeat(100_000);
    expect(await create({ ...minimal, name: 'large-one', instructions })).toMatchObject({ instructions });
    const words = Array.from({ length: 130_000 }, (_, index) => index.toString(36)).join(' ');
    expect(await create({ ...minimal, name: 'large-two', instructions: words })).toMatchObject({ instructions: words });
    const one = 'x'.repeat(1_024 * 1_024);
    expect(await create({ ...minimal, name: 'large-three', instructions: one })).toMatchObject({ instructions: one });
  });

  it('gives a name to exactly one of many simultaneous calls', async () => {
    const before = (await service.events()).length;
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => create({ ...minimal, name: 'wanted', description: `d${index}` })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'SKILL_NAME_TAKEN' });
    }
    expect(await service.events()).toHaveLength(before + 1);
  });

  describe('when it refuses the input', () => {
    it.each<[string, Record<string, unknown>, string, string[]]>([
      ['a name that breaks the format', { ...minimal, name: 'Bad Name' }, 'SKILL_INVALID', ['name']],
      [
        'an invalid version and another fault',
        { ...minimal, name: 'X', version: '1' },
        'SKILL_INVALID',
        ['version', 'name'],
      ],
      [
        'a path outside the skill',
        { ...minimal, name: 'x', files: [{ path: '../x', content: '' }] },
        'SKILL_INVALID',
        ['files[0].path'],
      ],
      ['two forms at once', { ...minimal, name: 'x', skillMd: 'x' }, 'SKILL_INVALID', ['skillMd']],
      ['a SKILL.md without frontmatter', { skillMd: '# Do' }, 'SKILL_INVALID', ['skillMd']],
      ['an archive that is no zip', { archive: 'AAAA' }, 'ARCHIVE_MALFORMED', []],
      [
        'a metadata value that is no string',
        { ...minimal, name: 'x', metadata: { a: [] } },
        'SKILL_INVALID',
        ['metadata.a'],
      ],
    ])('stores and publishes nothing for %s', async (_what, input, code, paths) => {
      const before = [await service.prisma.skill.count(), (await service.events()).length];
      const { data, errors } = await executeText(service.app.execute, createSkill, { variables: { input } });
      expect(data).toBeNull();
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions).toMatchObject({ code });
      const faults = (errors?.[0]?.extensions?.['errors'] ?? []) as { path: string }[];
      expect(faults.map(({ path }) => path)).toEqual(paths);
      expect([await service.prisma.skill.count(), (await service.events()).length]).toEqual(before);
    });

    it('stores nothing when the event cannot be written', async () => {
      await service.prisma.$executeRaw`ALTER TABLE outbox ADD CONSTRAINT no_events CHECK (aggregateid = '') NOT VALID`;
      try {
        await expect(create({ ...minimal, name: 'unheard-of' })).rejects.toMatchObject({ code: 'INTERNAL' });
        expect(await service.prisma.skill.count({ where: { name: 'unheard-of' } })).toBe(0);
      } finally {
        await service.prisma.$executeRaw`ALTER TABLE outbox DROP CONSTRAINT no_events`;
      }
    });
  });
});
