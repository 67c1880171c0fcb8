import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startPostgres } from '@skillwright/postgres-server';
import type { PostgresServer } from '@skillwright/postgres-server';
import pg from 'pg';
import { testRunFolder } from './test-run.js';

export interface TestDatabase {
  readonly url: string;
  /** Drops the database, even if clients are still connected to it. */
  dispose(): Promise<void>;
}

/** A service's database, and the function that creates and migrates it: `migrate` of `@skillwright/prisma/migrate`. */
export interface MigratedDatabase<Service extends string> {
  readonly service: Service;
  readonly migrate: (options: { databaseUrl: string; service: Service }) => Promise<unknown>;
}

export interface TestPostgres {
  /** Returns the connection string of a database with this name, which need not exist. */
  url(database: string): string;
  /** Creates a database for one test: migrated like the service's database, or empty. */
  createDatabase<Service extends string>(content: MigratedDatabase<Service> | 'empty'): Promise<TestDatabase>;
}

const templateLock = 41_000_001;

/**
 * Returns the PostgreSQL server for tests. The first call starts it: one server for the whole `npm test`, or for a run
 * of one workspace. The server ends with that run.
 */
export async function testPostgres(): Promise<TestPostgres> {
  const dataDir = join(process.env['SKILLWRIGHT_TEST_SHARED'] ?? (await testRunFolder()), 'memory/postgres');
  const server = await startPostgres({ dataDir, durable: false });
  return {
    url: (database) => server.url(database),
    createDatabase: async (content) => {
      const prefix = content === 'empty' ? content : content.service;
      const name = `test_${prefix}_${randomBytes(6).toString('hex')}`;
      await withServer(server, async (client) => {
        const template = content === 'empty' ? 'template1' : await ensureTemplate(client, server, content);
        await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      });
      return {
        url: server.url(name),
        dispose: () =>
          withServer(server, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
      };
    },
  };
}

// Test files run in several processes: one of them migrates the template, and the others wait. A database becomes a
// template after its migration.
async function ensureTemplate<Service extends string>(
  client: pg.Client,
  server: PostgresServer,
  { service, migrate }: MigratedDatabase<Service>,
): Promise<string> {
  const name = `template_${service}`;
  await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [name]);
  if (rowCount === 0) {
    await migrate({ databaseUrl: server.url(name), service });
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
  }
  await client.query('SELECT pg_advisory_unlock($1)', [templateLock]);
  return name;
}

async function withServer<T>(server: PostgresServer, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
