import type { Event } from '@skillwright/contracts/events';
import type { LogPositions } from './log-positions.js';

/** A record of the log in the buffer. `event` is undefined if the record is not a valid event. */
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
 * The newest events of the log, held once for all subscribers. Each subscriber walks through the buffer at its own
 * pace, by sequence number, so a slow one needs no memory of its own. The oldest events are removed when a limit is
 * reached.
 */
export class EventBuffer {
  private entries: (BufferedEvent | undefined)[] = [];
  private evicted = 0;
  private bytes = 0;
  /** The sequence number of the oldest event in the buffer. */
  firstSeq = 0;
  /** The positions before the oldest event in the buffer. */
  readonly start: LogPositions;

  constructor(
    /** The positions after the newest event. */
    readonly end: LogPositions,
    private readonly limits: BufferLimits,
  ) {
    this.start = end.clone();
  }

  /** The sequence number of the next event. */
  get nextSeq(): number {
    return this.firstSeq + this.entries.length - this.evicted;
  }

  at(seq: number): BufferedEvent {
    const entry = this.entries[this.evicted + seq - this.firstSeq];
    if (!entry) throw new RangeError(`the buffer does not hold event ${seq}`);
    return entry;
  }

  /**
   * Whether a subscriber to these topics at `positions` can continue from the buffer: all of its next events are here,
   * and they are new enough not to be removed by the next few events.
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
    // Removed entries are dropped from the array only now and then, which keeps the removal cheap.
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
