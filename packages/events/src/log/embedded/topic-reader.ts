import type { StoredRecord } from '../event-record.js';
import type { TopicLog } from './topic-log.js';

/** Records that are gone or damaged: the offsets from `from` up to, but not including, `to`. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

export interface TopicReaderOptions {
  /** The offset of the record to read first. */
  readonly position: number;
  /** Called when records are missing. The reader continues after the gap, unless this throws. */
  onGap(gap: Gap): void;
}

/** Reads a topic from a position on, and waits for new records at its end. */
export class TopicReader {
  /** The offset of the next record. */
  position: number;

  constructor(
    private readonly log: TopicLog,
    private readonly options: TopicReaderOptions,
  ) {
    this.position = options.position;
  }

  /** The next records, at least one; empty once `signal` has aborted. Throws the error of `onGap`. */
  async next(signal: AbortSignal): Promise<readonly StoredRecord[]> {
    while (!signal.aborted) {
      const { next } = this.log;
      const records = await this.log.read(this.position);
      const found = records[0]?.offset ?? next;
      if (found > this.position) {
        this.options.onGap({ from: this.position, to: found });
        this.position = found;
      }
      if (records.length > 0) return records;
      await this.#appended(signal);
    }
    return [];
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
      if (this.position < this.log.next || !this.log.isOpen || signal.aborted) settle();
    });
  }
}
