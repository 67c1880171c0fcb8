/** A record of a topic, in Kafka's terms. The value is text. */
export interface EventRecord {
  readonly topic: string;
  readonly key: string | null;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A record with its place in the topic. */
export interface StoredRecord extends EventRecord {
  readonly partition: number;
  readonly offset: number;
  /** The time at which the event log took the record, in milliseconds since the epoch. */
  readonly timestamp: number;
}
