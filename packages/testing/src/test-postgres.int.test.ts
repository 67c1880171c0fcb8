import pg from 'pg';
import { testPostgres, type MigratedDatabase, type TestPostgres } from './test-postgres.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A database with one table, and the number of its migrations. */
function lampDatabase(): MigratedDatabase<'lamps'> & { migrations: number } {
  const lamps: MigratedDatabase<'lamps'> & { migrations: number } = {
    service: 'lamps',
    migrations: 0,
    migrate: async ({ databaseUrl, service }) => {
      lamps.migrations += 1;
      const server = new URL(databaseUrl);
      server.pathname = '/postgres';
      await query(server.href, `CREATE DATABASE ${new URL(databaseUrl).pathname.slice(1)}`);
      await query(databaseUrl, `CREATE TABLE ${service} (name text)`);
    },
  };
  return lamps;
}

describe('the PostgreSQL of a test run', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await testPostgres();
  });

  it('gives each test a migrated database of its own', async () => {
    const lamps = lampDatabase();
    const [first, second] = await Promise.all([postgres.createDatabase(lamps), postgres.createDatabase(lamps)]);
    expect(lamps.migrations).toBe(1);
    await query(first.url, "INSERT INTO lamps VALUES ('a')");
    expect(await query(first.url, 'SELECT name FROM lamps')).toEqual([{ name: 'a' }]);
    expect(await query(second.url, 'SELECT name FROM lamps')).toEqual([]);
    await Promise.all([first.dispose(), second.dispose()]);
  });

  it('creates an empty database', async () => {
    const database = await postgres.createDatabase('empty');
    expect(await query(database.url, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);
    await database.dispose();
  });

  it('drops a database that is still in use', async () => {
    const database = await postgres.createDatabase('empty');
    const client = new pg.Client({ connectionString: database.url });
    const dropped = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await database.dispose();
    await dropped;
    await expect(query(database.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });

  it('is the same server for all tests', async () => {
    expect((await testPostgres()).url('x')).toBe(postgres.url('x'));
  });
});
