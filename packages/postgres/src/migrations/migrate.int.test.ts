import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startNetwork, temporaryFolder, testPostgres, waitFor, type Network } from '@skillwright/testing';
import type { TemporaryFolder } from '@skillwright/testing';
import { withConnection } from '../connections/with-connection.js';
import { createEnginePool } from './engine-adapter.js';
import { migrate } from './migrate.js';

describe('a run of migrations', () => {
  let folder: TemporaryFolder;
  let network: Network;
  let databaseUrl: string;
  let dispose: () => Promise<void>;

  beforeEach(async () => {
    folder = await temporaryFolder();
    await writeFile(join(folder.path, 'schema.prisma'), 'datasource db {\n  provider = "postgresql"\n}\n');
    await mkdir(join(folder.path, 'migrations/1_lamps'), { recursive: true });
    await writeFile(join(folder.path, 'migrations/migration_lock.toml'), 'provider = "postgresql"\n');
    await writeFile(join(folder.path, 'migrations/1_lamps/migration.sql'), 'CREATE TABLE lamps (id int);\n');
    const database = await (await testPostgres()).createDatabase('empty');
    databaseUrl = database.url;
    dispose = database.dispose;
    network = await startNetwork(databaseUrl);
  });
  afterEach(async () => {
    await network.stop();
    await dispose();
    await folder.dispose();
  });

  const run = (url: string) => migrate({ databaseUrl: url, schema: { name: 'lamps', path: folder.path } });
  const tables = () =>
    withConnection({ databaseUrl, name: 'test' }, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
      );
      return rows.map(({ name }) => name);
    });

  it('applies them', async () => {
    expect(await run(network.url)).toEqual(['1_lamps']);
    expect(await tables()).toEqual(['_prisma_migrations', 'lamps']);
  });

  it('fails and changes nothing when its connection is lost', async () => {
    network.onSent((bytes) => {
      if (bytes.includes('CREATE TABLE lamps')) network.cut();
    });
    await expect(run(network.url)).rejects.toThrow(
      'The database of lamps could not be migrated: the connection was lost: ',
    );
    expect(await tables()).toEqual([]);
  });

  it('carries out nothing on another connection, outside of its transaction and without its lock', async () => {
    const pool = createEnginePool(network.url);
    await pool.query('BEGIN');
    network.cut();
    await waitFor(() => pool.totalCount === 0);
    const lost = 'the connection to the database was lost';
    await expect(pool.query('CREATE TABLE lamps (id int)')).rejects.toThrow(lost);
    await expect(pool.query('CREATE TABLE lamps (id int)')).rejects.toThrow(lost);
    await pool.end();
    expect(await tables()).toEqual([]);
  });
});
