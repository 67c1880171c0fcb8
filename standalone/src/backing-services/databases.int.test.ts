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
    expect(await migrate({ service: 'validation', databaseUrl: databases.urls.validation })).toEqual([]);
    await databases.stop();
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
