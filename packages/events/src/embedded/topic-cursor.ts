import type { StoredRecord } from '../event/event-record.js';
import { eventsGap } from '../transport/start-positions.js';
import { SegmentReader } from './segment.js';
import type { TopicLog } from './topic-log.js';

const chunkLength = 500;

/** Reads a topic onwards: from memory where the tail has it, else from the segments. */
export class TopicCursor {
  #reader: { base: number; segment: SegmentReader } | undefined;

  constructor(
    private readonly topic: string,
    private readonly log: TopicLog,
    public position: number,
    private readonly options: { readonly skipGaps: boolean },
  ) {}

  /** The next records; waits for one to come. Empty once `signal` aborts. Where retention has overtaken it throws OFFSET_OUT_OF_RANGE, or goes on behind the gap. */
  async next(signal: AbortSignal): Promise<readonly StoredRecord[]> {
    while (!signal.aborted) {
      if (this.position < this.log.earliest) {
        const { earliest, next } = this.log;
        if (!this.options.skipGaps) throw eventsGap(this.topic, this.position, { partition: 0, earliest, next });
        this.position = earliest;
      }
      const records = this.log.findInTail(this.position, chunkLength) ?? (await this.#readSegments());
      if (records.length > 0) return records;
      if (this.position >= this.log.next) await this.#appended(signal);
    }
    return [];
  }

  async close(): Promise<void> {
    await this.#reader?.segment.close();
    this.#reader = undefined;
  }

  async #readSegments(): Promise<readonly StoredRecord[]> {
    const segment = this.log.segments.findLast(({ base }) => base <= this.position);
    if (!segment) return [];
    if (this.#reader?.base !== segment.base) {
      await this.close();
      try {
        this.#reader = { base: segment.base, segment: await SegmentReader.open(this.topic, segment) };
      } catch (error) {
        // Retention may have removed it a moment ago; then the next round finds the gap.
        if (this.position < this.log.earliest) return [];
        throw error;
      }
    }
    return this.#reader?.segment.next(this.position, chunkLength) ?? [];
  }

  #appended(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        off();
        signal.removeEventListener('abort', settle);
        resolve();
      };
      const off = this.log.onAppend(settle);
      signal.addEventListener('abort', settle);
      if (this.position < this.log.next || signal.aborted) settle();
    });
  }
}
