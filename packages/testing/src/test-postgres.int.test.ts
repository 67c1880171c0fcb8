import pg from 'pg';
import { testPostgres } from './test-postgres.js';
import type { TestPostgres } from './test-postgres.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the PostgreSQL of a test run', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await testPostgres();
  });

  it('gives each test a migrated database of its own', async () => {
    const [first, second] = await Promise.all([postgres.createDatabase('skill'), postgres.createDatabase('skill')]);
    await query(first.url, "INSERT INTO seeded_skills (name, digest) VALUES ('a', 'b')");
    expect(await query(first.url, 'SELECT name FROM seeded_skills')).toEqual([{ name: 'a' }]);
    expect(await query(second.url, 'SELECT name FROM seeded_skills')).toEqual([]);
    await Promise.all([first.dispose(), second.dispose()]);
  });

  it('creates an empty database', async () => {
    const database = await postgres.createDatabase('empty');
    expect(await query(database.url, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);
    await database.dispose();
  });

  it('drops a database that is still in use', async () => {
    const database = await postgres.createDatabase('validation');
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
