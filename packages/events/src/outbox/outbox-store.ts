import type { EventRecord } from '../log/event-record.js';

/** An event that is committed and not yet published. */
export interface OutboxEntry {
  /** The event's id. */
  readonly id: string;
  readonly record: EventRecord;
  readonly createdAt: Date;
}

export interface OutboxBacklog {
  /** Events that are not published yet. */
  readonly count: number;
  /** The one that waits for its publication first. */
  readonly oldest: WaitingEvent | null;
}

export interface WaitingEvent {
  readonly id: string;
  readonly topic: string;
  readonly key: string | null;
  readonly createdAt: Date;
}

/** Both ends are included. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/** The right to be the one active relay of an outbox. */
export interface Leadership {
  /** Aborts when the right is lost, e.g. with the database connection. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Committed events waiting for the relay. Exactly one relay among all replicas leads at a time. */
export interface OutboxStore {
  /** Names it in logs and metrics. */
  readonly name: string;
  /** Waits until this process leads; undefined when `signal` aborted first. */
  lead(signal: AbortSignal): Promise<Leadership | undefined>;
  /** The oldest unpublished entries, in order, without those in `exclude` (ids that are on their way). */
  pending(limit: number, exclude: ReadonlySet<string>): Promise<readonly OutboxEntry[]>;
  /** Called only after the transport has acknowledged. */
  markPublished(entries: readonly OutboxEntry[]): Promise<void>;
  /** Counts an attempt that failed, where the store keeps such a count. */
  markFailed(entries: readonly OutboxEntry[]): Promise<void>;
  backlog(): Promise<OutboxBacklog>;
  /** Calls back when something may have been committed, as long as this process leads; not every commit need be heard. Returns how to stop. */
  onCommit(listener: () => void): () => void;
  /** Forgets entries published before `before`; tells how many. */
  prune(before: Date): Promise<number>;
  /** Has the published entries that were made from `from` to `to` (inclusive) published again, under their old ids; tells how many. */
  republish(range: TimeRange): Promise<number>;
  close(): Promise<void>;
}
