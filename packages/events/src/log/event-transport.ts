import type { EventRecord, StoredRecord } from './event-record.js';

/** Where a reader stands: for each partition the offset of the record that it reads next. */
export type Positions = Readonly<Record<number, number>>;

/** What a partition holds: `earliest` is its oldest record that retention has left, `next` the offset its next record will get. */
export interface PartitionOffsets {
  readonly partition: number;
  readonly earliest: number;
  readonly next: number;
}

/** How far a group has come in a partition. `committed` is null where the group has never committed. */
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
  /** Where a group begins that has never committed. Default: `earliest`. */
  readonly startAt?: 'earliest' | 'latest';
  /** Called in order per partition, and again for a record whose call failed. The offset is committed after it resolves. */
  onRecord(record: StoredRecord, context: { readonly signal: AbortSignal }): Promise<void>;
}

/** `latest` begins with what comes from now on. A partition that {@link Positions} leave out is read from its earliest record. */
export type ReadFrom = Positions | 'earliest' | 'latest';

export interface ReadOptions {
  /** The topics to read, and where to begin in each. */
  readonly from: Readonly<Record<string, ReadFrom>>;
  /** Called in order per partition; the partition's next record waits for a returned promise. */
  onRecord(record: StoredRecord): void | Promise<void>;
  /** Called once when reading ended by an error: OFFSET_OUT_OF_RANGE where retention overtook the reader, or what `onRecord` threw. The reader is still to be stopped. */
  onError(error: Error): void;
}

/** A running consumer or reader. */
export interface Subscription {
  /** Ends it, after the record that is being handled. */
  stop(): Promise<void>;
}

export interface Reader extends Subscription {
  /** Where reading began, for every partition of every topic. */
  readonly start: Readonly<Record<string, Positions>>;
}

/** Publishes records and reads them back: Kafka, or the embedded log. Connects on first use; a failed connection is tried anew. */
export interface EventTransport {
  readonly mode: 'broker' | 'embedded';
  readonly brokers: readonly string[];
  /** How long events can be replayed. A topic that somebody else has made keeps its own time. */
  readonly retentionMs: number;
  /** Resolves once all records are durable; records of one key keep their order. On a failure some may have been published. */
  publish(records: readonly EventRecord[]): Promise<void>;
  /** Takes part in a consumer group. Resolves once it has joined. */
  consume(options: ConsumeOptions): Promise<Subscription>;
  /** Reads topics without a group and commits nothing. Rejects with OFFSET_OUT_OF_RANGE where a position is not there any more. */
  read(options: ReadOptions): Promise<Reader>;
  readonly admin: TransportAdmin;
  /** Stops every subscription, lets what is being published finish, and disconnects. */
  close(): Promise<void>;
}

export interface TransportAdmin {
  /** Rejects with BROKER_UNAVAILABLE where the broker does not answer. */
  ping(): Promise<void>;
  /** Creates these topics where they are missing. Default: the `names` of the transport's settings. */
  ensureTopics(names?: readonly string[]): Promise<void>;
  /** The topics of ours that exist, by name. */
  listTopics(): Promise<readonly string[]>;
  /** By partition. */
  offsets(topic: string): Promise<readonly PartitionOffsets[]>;
  lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]>;
}
