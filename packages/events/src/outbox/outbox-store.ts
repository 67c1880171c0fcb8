import type { EventRecord } from '../event/event-record.js';

/** An event that is committed and not yet published. */
export interface OutboxEntry {
  /** The event's id. */
  readonly id: string;
  readonly record: EventRecord;
  readonly createdAt: Date;
}

export interface OutboxBacklog {
  readonly count: number;
  readonly oldestAt: Date | null;
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
  /** Waits until this process leads, or rejects when `signal` aborts. */
  lead(signal: AbortSignal): Promise<Leadership>;
  /** The oldest unpublished entries, in order, without those in `exclude` (ids that are on their way). */
  pending(limit: number, exclude: readonly string[]): Promise<readonly OutboxEntry[]>;
  /** Called only after the transport has acknowledged. */
  markPublished(entries: readonly OutboxEntry[]): Promise<void>;
  /** Counts a failed attempt on each entry. */
  markFailed(entries: readonly OutboxEntry[]): Promise<void>;
  backlog(): Promise<OutboxBacklog>;
  /** Calls back when something may have been committed; a poll covers the calls that get lost. Returns how to stop. */
  onCommit(listener: () => void): () => void;
  /** Forgets entries published before `before`; how many there were. */
  prune(before: Date): Promise<number>;
  close(): Promise<void>;
}
