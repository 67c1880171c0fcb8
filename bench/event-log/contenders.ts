import { join } from 'node:path';
import { topics } from '@skillwright/contracts/events';
import { createTransport, type EventRecord, type StoredRecord } from '@skillwright/events/log';
import type { PostgresServer } from '@skillwright/postgres-server';
import { createLogger } from '@skillwright/service';
import pg from 'pg';
import { EventTable } from './event-table.js';

/** An event log as this benchmark uses it. */
export interface Log {
  publish(records: readonly EventRecord[]): Promise<void>;
  /** Reads a topic from its beginning. The returned function stops reading. */
  follow(topic: string, onRecord: (record: StoredRecord) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface Contender {
  readonly name: string;
  /** Opens the log of this name and creates it when it is new. */
  open(log: string): Promise<Log>;
}

/** The embedded event log, in files of this process. */
export function createEmbedded(folder: string): Contender {
  const logger = createLogger({ service: 'bench', level: 'warn' });
  return {
    name: 'embedded log: files',
    open: async (log) => {
      const transport = createTransport({ embedded: join(folder, log), logger, topics: { names: topics.names } });
      await transport.admin.ensureTopics();
      const onError = (error: Error) => {
        throw error;
      };
      return {
        publish: (records) => transport.publish(records),
        follow: async (topic, onRecord) => {
          const reader = await transport.read({ from: { [topic]: 'earliest' }, onRecord, onError });
          return () => reader.stop();
        },
        close: () => transport.close(),
      };
    },
  };
}

/** A table of the embedded PostgreSQL; each log has a database of its own. */
export function createTable(server: PostgresServer): Contender {
  return {
    name: 'a table of PostgreSQL',
    open: async (log) => {
      await createDatabase(server, log);
      const table = await EventTable.open(server.url(log));
      return {
        publish: (records) => table.publish(records),
        follow: (topic, onRecord) => Promise.resolve(table.follow(topic, onRecord)),
        close: () => table.close(),
      };
    },
  };
}

async function createDatabase(server: PostgresServer, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
}
