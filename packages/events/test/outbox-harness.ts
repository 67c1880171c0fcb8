import { join } from 'node:path';
import { migrate } from '@skillwright/prisma/migrate';
import { temporaryFolder, testPostgres } from '@skillwright/testing';
import pg from 'pg';
import type { Event } from '../src/event/event.js';
import { writeOutboxEntry } from '../src/outbox/file-outbox-entry.js';
import { FileOutbox } from '../src/outbox/file-outbox.js';
import { outboxRow } from '../src/outbox/outbox-row.js';
import type { OutboxStore } from '../src/outbox/outbox-store.js';
import { PostgresOutbox } from '../src/outbox/postgres-outbox.js';
import { silentLogger } from './silent-logger.js';

/** One kind of outbox under test. */
export interface OutboxHarness {
  /** Another replica's view of the same outbox. */
  open(): OutboxStore;
  commit(events: readonly Event[]): Promise<void>;
  dispose(): Promise<void>;
}

export interface PostgresOutboxHarness extends OutboxHarness {
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
}

export interface FileOutboxHarness extends OutboxHarness {
  readonly folder: string;
}

/** Creates the outbox of a new skill database. */
export async function postgresOutboxHarness(): Promise<PostgresOutboxHarness> {
  const database = await (await testPostgres()).createDatabase({ service: 'skill', migrate });
  const pool = new pg.Pool({ connectionString: database.url });
  // Tests end connections on purpose.
  pool.on('error', () => undefined);
  return {
    pool,
    databaseUrl: database.url,
    open: () => new PostgresOutbox({ databaseUrl: database.url, name: 'test', logger: silentLogger() }),
    commit: async (events) => {
      await pool.query(insertRows, [JSON.stringify(events.map(outboxRow))]);
    },
    dispose: async () => {
      await pool.end();
      await database.dispose();
    },
  };
}

export async function fileOutboxHarness(): Promise<FileOutboxHarness> {
  const root = await temporaryFolder();
  const folder = join(root.path, 'outbox');
  return {
    folder,
    open: () => new FileOutbox({ folder, name: 'test', logger: silentLogger() }),
    commit: async (events) => {
      for (const event of events) await writeOutboxEntry(folder, event);
    },
    dispose: () => root.dispose(),
  };
}

export const insertRows = `
  insert into outbox (id, aggregatetype, aggregateid, type, payload, source, time, traceparent)
  select id, aggregatetype, aggregateid, type, payload, source, time, traceparent
  from json_to_recordset($1) as row (id uuid, aggregatetype text, aggregateid text, type text, payload json,
                                     source text, time timestamptz, traceparent text)`;
