/** A record as a topic holds it, in Kafka's terms: the value is text (JSON), the envelope travels in the headers. */
export interface EventRecord {
  readonly topic: string;
  readonly key: string | null;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A record with its place in the topic. */
export interface StoredRecord extends EventRecord {
  readonly partition: number;
  /** A number is enough: 2^53 records are never reached. */
  readonly offset: number;
  /** When the broker or log took it, in milliseconds since the epoch. */
  readonly timestamp: number;
}
