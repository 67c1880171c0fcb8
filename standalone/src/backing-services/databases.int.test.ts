import { withConnection } from '@skillwright/postgres';
import { temporaryFolder, testPostgres } from '@skillwright/testing';
import type { TemporaryFolder } from '@skillwright/testing';
import { migrate } from '@skillwright/prisma/migrate';
import { StartError } from '@skillwright/service/start-up';
import { readStandaloneConfig } from '../config.js';
import { openDatabases } from './databases.js';

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(() => folder.dispose());

const open = (env: NodeJS.ProcessEnv, told: string[] = []) =>
  openDatabases(readStandaloneConfig(env), folder.path, { onProgress: (text) => told.push(text) });

describe('the databases', () => {
  it('are embedded and migrated when none is configured', async () => {
    const told: string[] = [];
    const databases = await open({}, told);
    expect(databases.description).toMatch(/^embedded, 127\.0\.0\.1:\d+, data in .*postgres$/);
    expect(told).toEqual(expect.arrayContaining([expect.stringContaining('database skill migrated')]));
    await databases.stop();
    const again: string[] = [];
    await (await open({}, again)).stop();
    expect(again.join()).not.toContain('migrated');
  });

  it('that are embedded are used by a role each, which reads and writes rows of its own database alone', async () => {
    const databases = await open({});
    const asSkill = <T>(sql: string, databaseUrl = databases.urls.skill) =>
      withConnection({ databaseUrl, name: 'test' }, async (client) => (await client.query(sql)).rows as T[]);
    try {
      const [role] = await asSkill('SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user');
      expect(role).toEqual({ rolname: 'skill', rolsuper: false, rolcreatedb: false });
      expect(await asSkill('INSERT INTO skills SELECT * FROM skills RETURNING id')).toEqual([]);
      const refused = 'permission denied|must be owner';
      for (const sql of ['CREATE TABLE x ()', 'DROP TABLE skills', 'DELETE FROM _prisma_migrations']) {
        await expect(asSkill(sql)).rejects.toThrow(new RegExp(refused));
      }
      await expect(asSkill("COPY skills TO PROGRAM 'true'")).rejects.toThrow(/permission denied/);
      const other = new URL(databases.urls.skill);
      other.pathname = '/validation';
      await expect(asSkill('SELECT 1', other.href)).rejects.toThrow(/permission denied for database/);
    } finally {
      await databases.stop();
    }
  });

  it('are the configured ones, migrated, and no server is started', async () => {
    const postgres = await testPostgres();
    const [skill, validation] = await Promise.all([postgres.createDatabase('empty'), postgres.createDatabase('empty')]);
    const databases = await open({ SKILL_DATABASE_URL: skill.url, VALIDATION_DATABASE_URL: validation.url });
    expect(databases.urls).toEqual({ skill: skill.url, validation: validation.url });
    expect(databases.description).toMatch(/^skill at 127\.0\.0\.1:\d+, validation at 127\.0\.0\.1:\d+$/);
    expect(await migrate({ service: 'skill', databaseUrl: skill.url })).toEqual([]);
    await Promise.all([skill.dispose(), validation.dispose()]);
  });

  it('are named without their password when they cannot be reached', async () => {
    const SKILL_DATABASE_URL = 'postgresql://me:secret@127.0.0.1:1/skill';
    const VALIDATION_DATABASE_URL = 'postgresql://me:secret@127.0.0.1:1/validation';
    const failure = await open({ SKILL_DATABASE_URL, VALIDATION_DATABASE_URL }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartError);
    expect((failure as Error).message).toMatch(/^The database of \w+ could not be migrated: .*ECONNREFUSED/);
    expect((failure as Error).message).not.toContain('secret');
  });
});
