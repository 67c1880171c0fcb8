import { once } from 'node:events';
import type { EventRecord, StoredRecord } from '@skillwright/events/log';
import pg from 'pg';

const schema = `
  create table if not exists event_topics (topic text primary key, next bigint not null default 0);
  create table if not exists event_log (
    topic text not null, "offset" bigint not null, at timestamptz not null default now(),
    key text, value text not null, headers jsonb not null, primary key (topic, "offset"));`;

// The topic's row stays locked until the commit, so records become visible in the order of their offsets.
const insert = `
  with input as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[]) with ordinality as r (topic, key, value, headers, n)
  ), taken as (
    insert into event_topics (topic, next) select topic, count(*) from input group by topic order by topic
    on conflict (topic) do update set next = event_topics.next + excluded.next returning topic, next
  ), added as (
    insert into event_log (topic, "offset", key, value, headers)
    select topic, next - row_number() over (partition by topic order by n desc), key, value, headers
    from input join taken using (topic)
  )
  select pg_notify('event_log', '')`;

const select = `
  select "offset"::float8, (extract(epoch from at) * 1000)::float8 as timestamp, key, value, headers
  from event_log where topic = $1 and "offset" >= $2 order by "offset" limit $3`;

const chunkLength = 500;

/**
 * An event log in a table of PostgreSQL, reduced to the needs of a benchmark: it publishes, and a reader is woken by
 * NOTIFY. It has no groups and no retention and does not survive a restart of its database.
 */
export class EventTable {
  #publishing: Promise<unknown> = Promise.resolve();
  readonly #readers = new Set<() => void>();

  private constructor(
    private readonly pool: pg.Pool,
    private readonly listener: pg.Client,
  ) {
    listener.on('notification', () => this.#readers.forEach((wake) => wake()));
  }

  static async open(databaseUrl: string): Promise<EventTable> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    const listener = new pg.Client({ connectionString: databaseUrl });
    await Promise.all([pool.query(schema), listener.connect()]);
    await listener.query('listen event_log');
    return new EventTable(pool, listener);
  }

  /** Publishes in one transaction at a time, as the embedded log writes one batch at a time. */
  async publish(records: readonly EventRecord[]): Promise<void> {
    const values = [
      records.map(({ topic }) => topic),
      records.map(({ key }) => key),
      records.map(({ value }) => value),
      records.map(({ headers }) => JSON.stringify(headers)),
    ];
    this.#publishing = this.#publishing.then(() => this.pool.query({ name: 'insert', text: insert, values }));
    await this.#publishing;
  }

  /** Reads a topic from its beginning. The returned function stops reading. */
  follow(topic: string, onRecord: (record: StoredRecord) => void): () => Promise<void> {
    const stopping = new AbortController();
    const reading = this.#read(topic, onRecord, stopping.signal);
    return async () => {
      stopping.abort();
      await reading;
    };
  }

  async close(): Promise<void> {
    await this.listener.end();
    await this.pool.end();
  }

  async #read(topic: string, onRecord: (record: StoredRecord) => void, signal: AbortSignal): Promise<void> {
    const aborted = once(signal, 'abort');
    for (let next = 0; !signal.aborted;) {
      let wake: () => void = () => undefined;
      const notified = new Promise<void>((resolve) => (wake = resolve));
      this.#readers.add(wake);
      const { rows } = await this.pool.query<Omit<StoredRecord, 'topic' | 'partition'>>({
        name: 'select',
        text: select,
        values: [topic, next, chunkLength],
      });
      for (const row of rows) onRecord({ ...row, topic, partition: 0 });
      next = (rows.at(-1)?.offset ?? next - 1) + 1;
      if (rows.length < chunkLength) await Promise.race([notified, aborted]);
      this.#readers.delete(wake);
    }
  }
}
