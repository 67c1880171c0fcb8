import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createLogger, type Logger } from '@skillwright/service';
import { temporaryFolder, type TemporaryFolder } from '@skillwright/testing';
import { createTestSkillService, type TestSkillService } from '../../test/skill-service.js';
import type { Library } from '../library/library.js';
import { createSkillDatabase } from '../library/prisma-skill-database.js';
import { PrismaSkillRepository } from '../library/prisma-skill-repository.js';
import { seedLibrary } from './seed-library.js';

const silent = createLogger({ service: 'skill', level: 'silent' });
let service: TestSkillService;
let folder: TemporaryFolder;
let library: Library;

beforeAll(async () => {
  service = await createTestSkillService();
  library = { skills: service.repository, clock: () => new Date() };
});
afterAll(() => service.dispose());
beforeEach(async () => {
  folder = await temporaryFolder();
  await service.prisma.$executeRaw`TRUNCATE skills, seeded_skills, outbox CASCADE`;
});
afterEach(() => folder.dispose());

async function write(skill: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder.path, skill, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
const skillMd = (name: string, description = 'd', body = '# Do\n') =>
  `---\nname: ${name}\ndescription: ${description}\n---\n\n${body}`;
const seed = (logger: Logger = silent) => seedLibrary(library, folder.path, logger);
const skillNamed = async (name: string) => {
  const { skill } = await service.query<{ skill: Record<string, unknown> | null }>(
    'query ($name: String!) { skill(name: $name) { id version description createdBy files { path executable } } }',
    { name },
  );
  return skill;
};
const remove = async (name: string) =>
  service.query('mutation ($id: ID!) { deleteSkill(input: { id: $id }) { id } }', {
    id: (await skillNamed(name))?.['id'],
  });
const topics = async () => (await service.events()).map(({ topic }) => topic);

describe('seedLibrary', () => {
  it('creates missing skills with their events and changes nothing the second time', async () => {
    await write('one', {
      'SKILL.md': skillMd('one'),
      'scripts/run.sh': '#!/bin/sh\n',
      'templates/a/template.yaml': '',
    });
    await chmod(join(folder.path, 'one/scripts/run.sh'), 0o755);
    await write('two', { 'SKILL.md': skillMd('two') });
    expect(await seed()).toEqual({ one: 'created', two: 'created' });
    expect(await skillNamed('one')).toMatchObject({
      version: '1.0.0',
      createdBy: 'skillwright',
      files: [
        { path: 'scripts/run.sh', executable: true },
        { path: 'templates/a/template.yaml', executable: false },
      ],
    });
    expect(await topics()).toEqual(['skill.created', 'skill.created']);
    expect(await seed()).toEqual({ one: 'unchanged', two: 'unchanged' });
    expect(await topics()).toHaveLength(2);
  });

  it('creates a new version of a changed skill', async () => {
    await write('one', { 'SKILL.md': skillMd('one') });
    await seed();
    await write('one', { 'SKILL.md': skillMd('one', 'changed') });
    expect(await seed()).toEqual({ one: 'updated' });
    expect(await skillNamed('one')).toMatchObject({ version: '1.0.1', description: 'changed' });
    expect(await topics()).toEqual(['skill.created', 'skill.updated']);
    expect(await seed()).toEqual({ one: 'unchanged' });
  });

  it('never creates a skill again that a user has deleted, not even a changed one', async () => {
    await write('one', { 'SKILL.md': skillMd('one') });
    await seed();
    await remove('one');
    expect(await seed()).toEqual({ one: 'unchanged' });
    await write('one', { 'SKILL.md': skillMd('one', 'changed') });
    expect(await seed()).toEqual({ one: 'kept' });
    expect(await skillNamed('one')).toBeNull();
  });

  it('does not change a skill that a user has changed', async () => {
    await write('one', { 'SKILL.md': skillMd('one') });
    await seed();
    const { id } = (await skillNamed('one')) ?? {};
    await service.query(
      `mutation ($id: ID!) { updateSkill(input: { id: $id, description: "mine", instructions: "" }) { skill { id } } }`,
      { id },
    );
    await write('one', { 'SKILL.md': skillMd('one', 'changed') });
    expect(await seed()).toEqual({ one: 'kept' });
    expect(await skillNamed('one')).toMatchObject({ description: 'mine' });
  });

  it('does not change a skill of a user with the same name', async () => {
    await service.query(
      `mutation { createSkill(input: { name: "one", description: "mine", instructions: "" }) { skill { id } } }`,
    );
    await write('one', { 'SKILL.md': skillMd('one') });
    expect(await seed()).toEqual({ one: 'kept' });
    expect(await skillNamed('one')).toMatchObject({ description: 'mine', createdBy: 'anonymous' });
  });

  it('seeds each skill once when several replicas start at the same time', async () => {
    for (const name of ['one', 'two', 'three']) await write(name, { 'SKILL.md': skillMd(name) });
    const outcomes = await Promise.all([seed(), seed(), seed()]);
    for (const name of ['one', 'two', 'three']) {
      expect(outcomes.map((outcome) => outcome[name]).sort()).toEqual(['created', 'unchanged', 'unchanged']);
    }
    expect(await topics()).toHaveLength(3);
  });

  it('logs the faults of an invalid skill folder and seeds the others', async () => {
    await write('bad', { 'SKILL.md': skillMd('other-name') });
    await write('empty', { 'notes.md': '' });
    await write('good', { 'SKILL.md': skillMd('good') });
    await writeFile(join(folder.path, 'README.md'), 'no skill');
    await mkdir(join(folder.path, '.hidden'));
    const lines: string[] = [];
    const logger = createLogger({
      service: 'skill',
      level: 'error',
      destination: { write: (line) => lines.push(line) },
    });
    expect(await seed(logger)).toEqual({ good: 'created' });
    expect(lines.map((line) => (JSON.parse(line) as { folder: string }).folder)).toEqual(['bad', 'empty']);
    expect(lines[0]).toContain('folder_name');
  });

  it('does not follow links out of a skill', async () => {
    await write('one', { 'SKILL.md': skillMd('one') });
    await symlink('/etc/hostname', join(folder.path, 'one/hostname'));
    await symlink('/etc', join(folder.path, 'one/etc'));
    await seed();
    expect(await skillNamed('one')).toMatchObject({ files: [] });
  });

  it('fails when the database is away, without skipping a skill', async () => {
    await write('one', { 'SKILL.md': skillMd('one') });
    const database = createSkillDatabase({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing', logger: silent });
    const away: Library = { skills: new PrismaSkillRepository(database), clock: () => new Date() };
    await expect(seedLibrary(away, folder.path, silent)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await database.close();
  });

  it('does nothing when the folder is missing', async () => {
    await rm(folder.path, { recursive: true });
    expect(await seed()).toEqual({});
  });
});
