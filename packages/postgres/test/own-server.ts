import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@skillwright/postgres-server';
import { migrate } from '@skillwright/prisma/migrate';
import { testRunFolder } from '@skillwright/testing';

/** A PostgreSQL of one test file, which the file may stop and start. */
export interface OwnServer {
  /** The migrated database of the skill service. */
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Starts the server in the state in which it refuses all connections since it is still starting; for `forMs`. */
  startSlowly(forMs: number): Promise<void>;
}

export async function startOwnServer(name: string): Promise<OwnServer> {
  const dataDir = await testRunFolder('own-postgres', name);
  const open = (startTimeoutMs?: number) =>
    startPostgres({ dataDir, durable: false, ...(startTimeoutMs === undefined ? {} : { startTimeoutMs }) });
  let server: PostgresServer = await open();
  const url = server.url('skill');
  await migrate({ databaseUrl: url, service: 'skill' });
  return {
    url,
    start: async () => {
      server = await open();
    },
    stop: () => server.stop(),
    startSlowly: async (forMs) => {
      // A standby that may not be read from never gets further than this.
      const [signal, settings] = ['standby.signal', 'postgresql.auto.conf'].map((file) => join(dataDir, 'data', file));
      await writeFile(signal ?? '', '');
      await writeFile(settings ?? '', 'hot_standby = off\n');
      await open(forMs).catch(() => undefined);
      await rm(signal ?? '');
      await writeFile(settings ?? '', '');
    },
  };
}
