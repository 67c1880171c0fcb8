import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@skillwright/postgres-server';
import type { MigratedDatabase } from './test-postgres.js';
import { testRunFolder } from './test-run.js';

/** A PostgreSQL server of one test file, which may stop and start it. */
export interface OwnPostgres {
  /** The connection string of the service's migrated database. It stays the same after a restart. */
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Lets the stopped server refuse all connections for `forMs` milliseconds, as during its start (SQLSTATE 57P03), and
   * stops it again.
   */
  startSlowly(forMs: number): Promise<void>;
}

/** Starts a server with a migrated database. Tests that only need a database use `testPostgres` instead. */
export async function startOwnPostgres<Service extends string>({
  service,
  migrate,
}: MigratedDatabase<Service>): Promise<OwnPostgres> {
  const dataDir = join(await testRunFolder('memory', 'own-postgres'), service);
  const open = (options: { startTimeoutMs?: number } = {}) => startPostgres({ dataDir, durable: false, ...options });
  let server: PostgresServer = await open();
  const url = server.url(service);
  await migrate({ databaseUrl: url, service });
  return {
    url,
    start: async () => {
      server = await open();
    },
    stop: () => server.stop(),
    startSlowly: async (forMs) => {
      // A standby that does not accept reads stays in this state.
      const standby = join(dataDir, 'data/standby.signal');
      const settings = join(dataDir, 'data/postgresql.auto.conf');
      await writeFile(standby, '');
      await writeFile(settings, 'hot_standby = off\n');
      await open({ startTimeoutMs: forMs }).catch(() => undefined);
      await rm(standby);
      await writeFile(settings, '');
    },
  };
}
