import type { EventRecord } from '../log/event-record.js';

/** An event that is committed and not published yet. */
export interface OutboxEntry {
  /** The id of the event. */
  readonly id: string;
  readonly record: EventRecord;
  readonly createdAt: Date;
}

export interface OutboxBacklog {
  /** The number of unpublished events. */
  readonly count: number;
  /** The unpublished event that was committed first. */
  readonly oldest: WaitingEvent | null;
}

export interface WaitingEvent {
  readonly id: string;
  readonly topic: string;
  readonly key: string | null;
  readonly createdAt: Date;
}

/** A time range, both ends included. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/** The right to be the one active relay of an outbox. */
export interface Leadership {
  /** Aborts when the leadership is lost, e.g. with the database connection. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Committed events that wait for the relay. One relay among all replicas leads at a time. */
export interface OutboxStore {
  /** The name in logs and metrics. */
  readonly name: string;
  /** Waits for the leadership; undefined when `signal` aborted first. */
  lead(signal: AbortSignal): Promise<Leadership | undefined>;
  /** The oldest unpublished entries, in order, without the ids in `exclude`. */
  pending(limit: number, exclude: ReadonlySet<string>): Promise<readonly OutboxEntry[]>;
  /** Marks entries that the event log has acknowledged. */
  markPublished(entries: readonly OutboxEntry[]): Promise<void>;
  /** Counts a failed attempt, if the store keeps that count. */
  markFailed(entries: readonly OutboxEntry[]): Promise<void>;
  backlog(): Promise<OutboxBacklog>;
  /** Calls `listener` after commits while this process leads; it may miss some. The returned function ends that. */
  onCommit(listener: () => void): () => void;
  /** Deletes entries published before `before`; returns their number. */
  prune(before: Date): Promise<number>;
  /**
   * Marks the published entries that were created in `range` as unpublished, so that they are published again under
   * their ids; returns their number.
   */
  republish(range: TimeRange): Promise<number>;
  close(): Promise<void>;
}
