import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@skillwright/postgres-server';
import { migrate, type DatabaseService } from '@skillwright/prisma/migrate';
import { testRunFolder } from './test-run.js';

/** A PostgreSQL of one test file's own, which the file may stop and start. */
export interface OwnPostgres {
  /** The service's migrated database. It stays the same over a restart. */
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Lets the stopped server refuse all connections for so long, as it does while it starts (SQLSTATE 57P03), and stops it. */
  startSlowly(forMs: number): Promise<void>;
}

/** Starts a server with the database of `service`. Tests that only need a database share that of `testPostgres`. */
export async function startOwnPostgres(service: DatabaseService): Promise<OwnPostgres> {
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
      // A standby that may not be read from never gets further than this.
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
