import { createPool, toDatabaseError } from '@skillwright/postgres';
import type { Logger } from '@skillwright/service';
import type pg from 'pg';
import { toHeaders } from '../event/cloud-event.js';
import type { Leadership, OutboxBacklog, OutboxEntry, OutboxStore, TimeRange } from './outbox-store.js';
import { leadByAdvisoryLock } from './postgres-leadership.js';

export interface PostgresOutboxOptions {
  readonly databaseUrl: string;
  /**
   * The service: names the outbox in logs, metrics and errors. Relays of one name and database compete for the lead.
   */
  readonly name: string;
  readonly logger: Logger;
}

/** Rows deleted in one statement when old ones are pruned. */
const pruneLength = 5_000;

/**
 * The table `outbox` of a service's own database: rows that its transactions insert (see {@link outboxRow}). Throws
 * DATABASE_UNAVAILABLE and DATABASE_BUSY.
 */
export class PostgresOutbox implements OutboxStore {
  readonly name: string;
  readonly #databaseUrl: string;
  readonly #pool: pg.Pool;
  readonly #listeners = new Set<() => void>();

  constructor({ databaseUrl, name, logger }: PostgresOutboxOptions) {
    this.name = name;
    this.#databaseUrl = databaseUrl;
    this.#pool = createPool({
      databaseUrl,
      name: `outbox ${name}`,
      logger,
      // One reads ahead, the other one marks published rows.
      connections: 2,
      // Every read uses the index of unpublished rows. Without these settings, PostgreSQL sorts the whole table for
      // each batch once the table has grown faster than its statistics, as in an outage.
      sessionSettings: '-c enable_seqscan=off -c enable_bitmapscan=off',
    });
  }

  lead(signal: AbortSignal): Promise<Leadership | undefined> {
    const onNotification = () => this.#listeners.forEach((listener) => listener());
    return leadByAdvisoryLock({ databaseUrl: this.#databaseUrl, name: this.name, onNotification }, signal);
  }

  async pending(limit: number, exclude: ReadonlySet<string>): Promise<readonly OutboxEntry[]> {
    // Never "sequence greater than the last seen": a transaction that commits late brings a lower one.
    const { rows } = await this.#query<Row>({
      name: 'outbox-pending',
      // A subselect is looked up by hash; `<> all($2)` would compare every row with every id.
      // Times come as milliseconds, since parsing them as dates is half the cost of reading a row.
      text: `select id, type, aggregateid, payload::text as payload, source, traceparent,
                    (extract(epoch from time) * 1000)::float8 as time,
                    (extract(epoch from created_at) * 1000)::float8 as created_at
             from outbox where published_at is null and id not in (select unnest($2::uuid[])) order by sequence limit $1`,
      values: [limit, toUuidArray([...exclude])],
    });
    return rows.map(toEntry);
  }

  async markPublished(entries: readonly OutboxEntry[]): Promise<void> {
    await this.#query({
      name: 'outbox-mark-published',
      text: 'update outbox set published_at = now() where id = any($1::uuid[])',
      values: [idsOf(entries)],
    });
  }

  async markFailed(entries: readonly OutboxEntry[]): Promise<void> {
    const text = 'update outbox set attempts = attempts + 1 where id = any($1::uuid[])';
    await this.#query({ text, values: [idsOf(entries)] });
  }

  async backlog(): Promise<OutboxBacklog> {
    const { rows } = await this.#query<WaitingRow>({
      text: `select id, type, aggregateid, created_at, (select count(*) from outbox where published_at is null) as count
             from outbox where published_at is null order by sequence limit 1`,
    });
    const [row] = rows;
    if (!row) return { count: 0, oldest: null };
    const { id, type, aggregateid, created_at, count } = row;
    return { count: Number(count), oldest: { id, topic: type, key: aggregateid, createdAt: created_at } };
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async prune(before: Date): Promise<number> {
    for (let pruned = 0; ;) {
      const { rowCount } = await this.#query({
        text: 'delete from outbox where id in (select id from outbox where published_at < $1 limit $2)',
        values: [before, pruneLength],
      });
      pruned += rowCount ?? 0;
      if ((rowCount ?? 0) < pruneLength) return pruned;
    }
  }

  async republish({ from, to }: TimeRange): Promise<number> {
    const { rowCount } = await this.#query({
      text: `with again as (
               update outbox set published_at = null
               where published_at is not null and created_at between $1 and $2 returning id
             ), told as (select pg_notify('outbox', ''))
             select id from again cross join told`,
      values: [from, to],
    });
    return rowCount ?? 0;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #query<Row extends object>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    try {
      return await this.#pool.query<Row>(query);
    } catch (error) {
      throw toDatabaseError(error, this.name);
    }
  }
}

function idsOf(entries: readonly OutboxEntry[]): string {
  return toUuidArray(entries.map(({ id }) => id));
}

/** PostgreSQL's text form of an array; ids need none of the quoting that pg does for each element of a list. */
function toUuidArray(ids: readonly string[]): string {
  return `{${ids.join(',')}}`;
}

interface WaitingRow {
  readonly id: string;
  readonly type: string;
  readonly aggregateid: string;
  readonly created_at: Date;
  readonly count: string;
}

interface Row {
  readonly id: string;
  readonly type: string;
  readonly aggregateid: string;
  readonly payload: string;
  readonly source: string;
  readonly traceparent: string | null;
  readonly time: number;
  readonly created_at: number;
}

/** The payload goes out as the text it was stored as. */
function toEntry({ id, type, aggregateid, payload, source, time, traceparent, created_at }: Row): OutboxEntry {
  const headers = toHeaders({
    id,
    topic: type,
    key: aggregateid,
    source,
    time: new Date(time).toISOString(),
    ...(traceparent === null ? {} : { traceparent }),
  });
  return { id, record: { topic: type, key: aggregateid, value: payload, headers }, createdAt: new Date(created_at) };
}
