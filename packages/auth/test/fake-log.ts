import type { PartitionOffsets, ReadOptions, StoredRecord } from '@skillwright/events/log';

/** An event log in memory with one topic of one partition. A test decides when it can be read. */
export class FakeLog {
  readonly records: StoredRecord[] = [];
  /** The offset of the oldest record. */
  earliest = 0;
  /** Set: nothing can be opened, for this reason. */
  away: Error | undefined;
  opened = 0;
  private readers: ReadOptions[] = [];

  constructor(private readonly topic: string) {}

  readonly admin = {
    offsets: (): Promise<readonly PartitionOffsets[]> =>
      this.away
        ? Promise.reject(this.away)
        : Promise.resolve([{ partition: 0, earliest: this.earliest, next: this.next }]),
  };

  private get next(): number {
    return this.earliest + this.records.length;
  }

  /** Stores a record, and gives it to the readers. */
  async publish(value: string): Promise<void> {
    const { topic } = this;
    const record = { topic, partition: 0, offset: this.next, timestamp: 0, key: 'k', value, headers: {} };
    this.records.push(record);
    for (const { onRecord } of this.readers) await onRecord(record);
  }

  /** Ends every reading by an error. */
  fail(error: Error): void {
    for (const { onError } of this.readers.splice(0)) onError(error);
  }

  async read(options: ReadOptions) {
    if (this.away) throw this.away;
    this.opened += 1;
    const from = options.from[this.topic];
    const start = typeof from === 'object' ? (from[0] ?? this.earliest) : this.earliest;
    this.readers.push(options);
    for (const record of this.records.slice(start - this.earliest)) await options.onRecord(record);
    const stop = async () => void (this.readers = this.readers.filter((reader) => reader !== options));
    return { start: { [this.topic]: { 0: start } }, stop };
  }
}
