import type { Event } from '@skillwright/contracts/events';
import type { LogPositions } from './log-positions.js';

/** A record of the log as it waits for subscribers; `event` is undefined where the record is none of ours. */
export interface BufferedEvent {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly bytes: number;
  readonly event: Event | undefined;
}

export interface BufferLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
}

/**
 * The newest events of the log, once for all subscribers: each walks it at its own pace by sequence number, so that a slow
 * one costs no memory of its own. The oldest events leave when a limit is reached.
 */
export class EventBuffer {
  private entries: (BufferedEvent | undefined)[] = [];
  private evicted = 0;
  private bytes = 0;
  /** The sequence number of the oldest event that is held. */
  firstSeq = 0;
  /** Where the log stands before the oldest event that is held. */
  readonly start: LogPositions;

  constructor(
    /** Where the log stands after the newest event. */
    readonly end: LogPositions,
    private readonly limits: BufferLimits,
  ) {
    this.start = end.clone();
  }

  /** The sequence number that the next event gets. */
  get nextSeq(): number {
    return this.firstSeq + this.entries.length - this.evicted;
  }

  at(seq: number): BufferedEvent {
    const entry = this.entries[this.evicted + seq - this.firstSeq];
    if (!entry) throw new RangeError(`the buffer does not hold event ${seq}`);
    return entry;
  }

  /**
   * Whether a reader of these topics that stands at `positions` can go on from here: nothing that it lacks has left, and it
   * is not so far behind that the next events would push out what it lacks.
   */
  holdsAfter(positions: LogPositions, topics: ReadonlySet<string>): boolean {
    if (!positions.reaches(this.start, topics)) return false;
    const middle = Math.max(this.firstSeq, this.nextSeq - Math.ceil(this.limits.maxEvents / 2));
    if (middle === this.firstSeq) return true;
    for (let seq = middle; seq < this.nextSeq; seq += 1) {
      const { topic, partition, offset } = this.at(seq);
      if (topics.has(topic)) return offset <= (positions.next(topic, partition) ?? 0);
    }
    return true;
  }

  append(entry: BufferedEvent): void {
    this.entries.push(entry);
    this.bytes += entry.bytes;
    this.end.advance(entry.topic, entry.partition, entry.offset + 1);
    while (this.nextSeq - this.firstSeq > this.limits.maxEvents || this.bytes > this.limits.maxBytes)
      this.evictOldest();
    // Moving the rest forward now and then keeps eviction cheap.
    if (this.evicted > this.limits.maxEvents) {
      this.entries = this.entries.slice(this.evicted);
      this.evicted = 0;
    }
  }

  private evictOldest(): void {
    const { topic, partition, offset, bytes } = this.at(this.firstSeq);
    this.start.advance(topic, partition, offset + 1);
    this.entries[this.evicted] = undefined;
    this.bytes -= bytes;
    this.evicted += 1;
    this.firstSeq += 1;
  }
}
