import type { EventRecord, StoredRecord } from './event-record.js';

/** A place in a topic: for each partition the offset of the record to read next. */
export type Positions = Readonly<Record<number, number>>;

/**
 * The bounds of a partition: `earliest` is the offset of its oldest record, `next` the offset that its next record will
 * get.
 */
export interface PartitionOffsets {
  readonly partition: number;
  readonly earliest: number;
  readonly next: number;
}

/** How far a group is behind in a partition. `committed` is null when the group has never committed. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number | null;
  readonly next: number;
  readonly lag: number;
}

export interface ConsumeOptions {
  /** Consumers of one group share the partitions; the group's offsets are kept. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Where the group starts if it has never committed. Default: `earliest`. */
  readonly startAt?: 'earliest' | 'latest';
  /** Called in order per partition, and again after a failure. The offset is committed after it resolves. */
  onRecord(record: StoredRecord, context: { readonly signal: AbortSignal }): Promise<void>;
}

/**
 * `latest` starts with the next record. A partition that {@link Positions} leave out is read from its earliest record.
 */
export type ReadFrom = Positions | 'earliest' | 'latest';

export interface ReadOptions {
  /** The topics to read, and where to start in each. */
  readonly from: Readonly<Record<string, ReadFrom>>;
  /** Called in order per partition; the next record of the partition waits for the returned promise. */
  onRecord(record: StoredRecord): void | Promise<void>;
  /**
   * Called once when an error ends the reading: OFFSET_OUT_OF_RANGE when the next record is gone, or the error of
   * `onRecord`. The reader must still be stopped.
   */
  onError(error: Error): void;
}

/** A running consumer or reader. */
export interface Subscription {
  /** Stops after the record in hand. */
  stop(): Promise<void>;
}

export interface Reader extends Subscription {
  /** Where reading started, for every partition of every topic. */
  readonly start: Readonly<Record<string, Positions>>;
}

/**
 * Access to the event log, in Kafka or embedded: publishes records and reads them. Connects on first use, and again
 * after a failure.
 */
export interface EventTransport {
  readonly mode: 'broker' | 'embedded';
  readonly brokers: readonly string[];
  /**
   * The time for which events can be replayed, in milliseconds. Topics that keep every record keep them longer, and a
   * topic that another program created has its own retention.
   */
  readonly retentionMs: number;
  /**
   * Resolves once all records are durable; records of one key keep their order. After a failure some may have been
   * published.
   */
  publish(records: readonly EventRecord[]): Promise<void>;
  /** Joins a consumer group. Resolves once it has joined. */
  consume(options: ConsumeOptions): Promise<Subscription>;
  /**
   * Reads topics without a group; commits nothing. Rejects with OFFSET_OUT_OF_RANGE for a position whose record is
   * gone.
   */
  read(options: ReadOptions): Promise<Reader>;
  readonly admin: TransportAdmin;
  /** Stops every subscription, waits for publications in progress, and disconnects. */
  close(): Promise<void>;
}

export interface TransportAdmin {
  /** Rejects with BROKER_UNAVAILABLE when the broker does not answer. */
  ping(): Promise<void>;
  /** Creates these topics where they are missing. Default: the `names` of the transport's settings. */
  ensureTopics(names?: readonly string[]): Promise<void>;
  /** The names of the existing topics. */
  listTopics(): Promise<readonly string[]>;
  /** The bounds of each partition, in the order of their numbers. */
  offsets(topic: string): Promise<readonly PartitionOffsets[]>;
  /** How far the group is behind, for every partition of these topics. */
  lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]>;
}
