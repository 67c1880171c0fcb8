import type { EventTransport, Reader, ReadOptions, StoredRecord } from '@skillwright/events/log';
import { createLogger } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import { EventFeed } from './event-feed.js';

const topic = 'skill.created';

/** A log whose readers open when the test says so. */
class SlowLog {
  readonly readings: { readonly options: ReadOptions; stops: number; open(): void }[] = [];

  read(options: ReadOptions): Promise<Reader> {
    return new Promise((resolve) => {
      const reading = { options, stops: 0, open: () => resolve(reader) };
      const reader = { start: { [topic]: { 0: 5 } }, stop: () => Promise.resolve(void (reading.stops += 1)) };
      this.readings.push(reading);
    });
  }
}

function record(offset: number): StoredRecord {
  return { topic, partition: 0, offset, timestamp: 0, key: null, value: 'no event', headers: {} };
}

describe('the feed of a gateway', () => {
  let log: SlowLog;
  let feed: EventFeed;

  beforeEach(() => {
    log = new SlowLog();
    feed = new EventFeed({
      transport: log as unknown as EventTransport,
      limits: { maxEvents: 10, maxBytes: 1_000 },
      logger: createLogger({ service: 'test', level: 'silent' }),
    });
    feed.start();
  });
  afterEach(() => feed.stop());

  it('holds the records from where its reader began, those before it opened included', async () => {
    const reading = await waitFor(() => log.readings[0]);
    await reading.options.onRecord(record(5));
    reading.open();
    const buffer = await feed.open();
    await reading.options.onRecord(record(6));
    await waitFor(() => buffer.nextSeq === 2);
    expect(buffer.end.next(topic, 0)).toBe(7);
  });

  it('has one reader after an error while the log was being opened', async () => {
    await waitFor(() => log.readings.length === 1);
    log.readings[0]?.options.onError(new Error('lost'));
    await waitFor(() => log.readings.length === 2);
    log.readings[1]?.open();
    const buffer = await feed.open();
    log.readings[0]?.open();
    await waitFor(() => log.readings[0]?.stops === 1);
    await log.readings[0]?.options.onRecord(record(5));
    expect([buffer.nextSeq, log.readings[1]?.stops]).toEqual([0, 0]);
  });

  it('stops a reader that opens after the feed has stopped', async () => {
    await waitFor(() => log.readings.length === 1);
    await feed.stop();
    log.readings[0]?.open();
    await waitFor(() => log.readings[0]?.stops === 1);
    expect(feed.current).toBeUndefined();
  });
});
