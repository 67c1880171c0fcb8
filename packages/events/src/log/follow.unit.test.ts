import { getEventListeners } from 'node:events';
import { waitFor } from '@skillwright/testing';
import type { StoredRecord } from './event-record.js';
import type { Reader, ReadOptions } from './event-transport.js';
import { follow } from './follow.js';

/** One reading of the log, which the test opens, or lets fail. */
interface Reading {
  readonly options: ReadOptions;
  readonly reader: Reader & { stops: number };
  open(): void;
  refuse(): void;
}

describe('following the event log', () => {
  let readings: Reading[];
  let stopping: AbortController;
  let passed: string[];
  let opened: number;
  let failures: string[];
  let pauses: number[];
  let running: Promise<void>;
  let onRecord: ReadOptions['onRecord'];

  beforeEach(() => {
    readings = [];
    stopping = new AbortController();
    passed = [];
    opened = 0;
    failures = [];
    pauses = [];
    onRecord = ({ value }) => void passed.push(value);
    const read = (options: ReadOptions) =>
      new Promise<Reader>((resolve, reject) => {
        const reader = { start: {}, stops: 0, stop: () => Promise.resolve(void (reader.stops += 1)) };
        readings.push({ options, reader, open: () => resolve(reader), refuse: () => reject(new Error('refused')) });
      });
    running = follow(
      { read },
      {
        signal: stopping.signal,
        pause: (ms) => Promise.resolve(void pauses.push(ms)),
        from: () => ({ lamps: 'latest' }),
        onOpen: () => (opened += 1),
        onRecord: (record) => onRecord(record),
        onFailure: (error) => failures.push((error as Error).message),
      },
    );
  });

  afterEach(async () => {
    stopping.abort();
    await running;
  });

  const reading = (number: number) => waitFor(() => readings[number - 1]);
  const record = (value: string): StoredRecord => {
    return { topic: 'lamps', partition: 0, offset: 0, timestamp: 0, key: null, value, headers: {} };
  };

  it('passes records on in order, those that came before the reading was open too', async () => {
    let finish: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    onRecord = ({ value }) => {
      passed.push(value);
      return slow;
    };
    const first = await reading(1);
    void first.options.onRecord(record('a'));
    void first.options.onRecord(record('b'));
    expect([opened, passed]).toEqual([0, []]);
    first.open();
    await waitFor(() => passed.length === 1);
    expect(opened).toBe(1);
    void first.options.onRecord(record('c'));
    finish();
    await waitFor(() => passed.length === 3);
    await first.options.onRecord(record('d'));
    expect(passed).toEqual(['a', 'b', 'c', 'd']);
  });

  it('opens the log again after an error, with one reader and one listener at a time', async () => {
    for (let number = 1; number <= 3; number += 1) {
      const each = await reading(number);
      each.open();
      await waitFor(() => opened === number);
      expect(getEventListeners(stopping.signal, 'abort').length).toBe(1);
      each.options.onError(new Error('lost'));
      await waitFor(() => each.reader.stops === 1);
    }
    expect(failures).toEqual(['lost', 'lost', 'lost']);
  });

  it('stops a reader that opens after an error has ended its reading, and passes none of its records on', async () => {
    const late = await reading(1);
    void late.options.onRecord(record('before the error'));
    late.options.onError(new Error('lost'));
    const next = await reading(2);
    next.open();
    await waitFor(() => opened === 1);
    late.open();
    await waitFor(() => late.reader.stops === 1);
    void late.options.onRecord(record('late'));
    void next.options.onRecord(record('of the next reading'));
    expect([opened, passed, next.reader.stops]).toEqual([1, ['of the next reading'], 0]);
  });

  it('does not wait for a log that gives no answer when it is stopped, and stops the reader that opens later', async () => {
    const late = await reading(1);
    stopping.abort();
    await running;
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
    late.open();
    await waitFor(() => late.reader.stops === 1);
    void late.options.onRecord(record('late'));
    expect([opened, passed, failures]).toEqual([0, [], []]);
  });

  it('pauses longer while readings open and fail without a record, and shortly again after one', async () => {
    for (let number = 1; number <= 5; number += 1) {
      const each = await reading(number);
      each.open();
      await waitFor(() => opened === number);
      if (number === 4) await each.options.onRecord(record('a'));
      each.options.onError(new Error('lost'));
    }
    await reading(6);
    const [first = 0, second = 0, third = 0, afterRecord = 0, last = 0] = pauses;
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
    expect(afterRecord).toBeLessThan(second);
    expect(last).toBeGreaterThan(afterRecord);
  });

  it('fails the reading with the error of a record', async () => {
    onRecord = () => Promise.reject(new Error('full'));
    const first = await reading(1);
    void first.options.onRecord(record('a'));
    first.open();
    await reading(2);
    expect([failures, first.reader.stops]).toEqual([['full'], 1]);
  });

  it('tries again when the log refuses to be read', async () => {
    (await reading(1)).refuse();
    (await reading(2)).open();
    await waitFor(() => opened === 1);
    expect(failures).toEqual(['refused']);
  });
});
