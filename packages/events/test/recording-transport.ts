import type { EventRecord } from '../src/log/event-record.js';
import type { EventTransport } from '../src/log/event-transport.js';
import { nameOf } from './events.js';

/** A transport that only publishes, into memory; a test decides when publishing fails or waits. */
export interface RecordingTransport extends EventTransport {
  /** The acknowledged records, in order. */
  readonly published: EventRecord[];
  readonly batches: number[];
  names(): string[];
  /** Called before each batch; a rejection refuses the batch. */
  before: (records: readonly EventRecord[]) => Promise<void>;
}

export function recordingTransport(): RecordingTransport {
  const published: EventRecord[] = [];
  const batches: number[] = [];
  const refuse = () => Promise.reject(new Error('This transport only publishes.'));
  return {
    mode: 'embedded',
    brokers: [],
    retentionMs: 60_000,
    published,
    batches,
    names: () => published.map(nameOf),
    before: () => Promise.resolve(),
    async publish(records) {
      await this.before(records);
      published.push(...records);
      batches.push(records.length);
    },
    consume: refuse,
    read: refuse,
    admin: { ping: refuse, ensureTopics: refuse, listTopics: refuse, offsets: refuse, lag: refuse },
    close: () => Promise.resolve(),
  };
}
