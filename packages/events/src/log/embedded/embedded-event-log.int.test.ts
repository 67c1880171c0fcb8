import { jest } from '@jest/globals';
import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { leaveDeadLock } from '@skillwright/locks/test/processes';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { silentLogger } from '../../../test/silent-logger.js';
import { itIsATransport } from '../../../test/transport-contract.js';
import type { StoredRecord } from '../event-record.js';
import { EmbeddedEventLog, type EmbeddedEventLogOptions } from './embedded-event-log.js';

describe('the embedded event log', () => {
  itIsATransport(async () => {
    const folder = await temporaryFolder();
    let laterMs = 0;
    let current: EmbeddedEventLog | undefined;
    return {
      open: () => {
        current = new EmbeddedEventLog({
          folder: folder.path,
          logger: silentLogger(),
          topics: { retentionMs: 60_000 },
          now: () => new Date(Date.now() + laterMs),
        });
        return Promise.resolve(current);
      },
      expire: async () => {
        laterMs += 120_000;
        await current?.applyRetention();
      },
      dispose: () => folder.dispose(),
    };
  });
});

describe('the files of the embedded event log', () => {
  let folder: TemporaryFolder;
  let log: EmbeddedEventLog;
  const topic = 'skill.created';
  const open = (options: Partial<EmbeddedEventLogOptions> = {}) =>
    new EmbeddedEventLog({ folder: folder.path, logger: silentLogger(), ...options });
  const publish = (...values: string[]) =>
    log.publish(values.map((value) => ({ topic, key: 'k', value, headers: {} })));
  const topicFiles = async () => {
    const path = join(folder.path, 'topics', topic);
    return (await readdir(path)).sort().map((name) => join(path, name));
  };

  beforeEach(async () => {
    folder = await temporaryFolder();
    log = open();
  });
  afterEach(async () => {
    await log.close();
    await folder.dispose();
  });

  it('lose a half-written end and keep everything before it', async () => {
    await publish('a', 'b');
    await log.close();
    const [file = ''] = await topicFiles();
    await appendFile(file, '{"offset":2,"timestamp":17');
    log = open();
    await publish('c');
    expect(await valuesOf(log, topic, 3)).toEqual(['a', 'b', 'c']);
  });

  it('lose zeros at the end, as a power failure leaves them', async () => {
    await publish('a');
    await log.close();
    const [file = ''] = await topicFiles();
    await appendFile(file, Buffer.alloc(4096));
    log = open();
    await publish('b');
    expect(await valuesOf(log, topic, 2)).toEqual(['a', 'b']);
  });

  it('lose only the damaged record, in the newest segment too', async () => {
    await publish('a', 'b', 'c');
    await log.close();
    const [file = ''] = await topicFiles();
    await damageRecord(file, 'b');
    log = open();
    await publish('d');
    expect(await log.admin.offsets(topic)).toEqual([{ partition: 0, earliest: 0, next: 4 }]);
    expect(await consumedValues(log, topic, 3)).toEqual(['a', 'c', 'd']);
  });

  it('report a damaged record to a reader as a gap, and let a group continue after it', async () => {
    await log.close();
    log = open({ segmentBytes: 10 });
    for (const value of ['a', 'b', 'c']) await publish(value);
    const [, file = ''] = await topicFiles();
    await damageRecord(file, 'b');
    const seen: string[] = [];
    const errors: Error[] = [];
    const reader = await log.read({
      from: { [topic]: 'earliest' },
      onRecord: ({ value }) => void seen.push(value),
      onError: (error) => errors.push(error),
    });
    await waitFor(() => errors.length > 0);
    await reader.stop();
    expect(seen).toEqual(['a']);
    expect(errors).toEqual([expect.objectContaining({ code: 'OFFSET_OUT_OF_RANGE' })]);
    expect(await consumedValues(log, topic, 2)).toEqual(['a', 'c']);
  });

  it('are cut into segments, and read across them', async () => {
    await log.close();
    log = open({ segmentBytes: 300 });
    const values = Array.from({ length: 50 }, (_, index) => `value ${index}`);
    for (const value of values) await publish(value);
    expect((await topicFiles()).length).toBeGreaterThan(5);
    await log.close();
    log = open({ segmentBytes: 300 });
    expect(await valuesOf(log, topic, 50)).toEqual(values);
  });

  it('are read from disk when memory has only the newest records', async () => {
    const values = Array.from({ length: 3_500 }, (_, index) => `value ${index}`);
    for (let begin = 0; begin < values.length; begin += 500) await publish(...values.slice(begin, begin + 500));
    const received = await valuesOf(log, topic, values.length);
    expect(received).toEqual(values);
  });

  it('drop old segments and keep the next offset of the topic', async () => {
    await log.close();
    let now = new Date('2026-01-01T00:00:00Z');
    const aging = () => open({ segmentBytes: 100, topics: { retentionMs: 60_000 }, now: () => now });
    const first = (log = aging());
    await publish('old 1');
    await publish('old 2');
    now = new Date('2026-01-01T00:02:00Z');
    await publish('new');
    await first.applyRetention();
    expect(await log.admin.offsets(topic)).toEqual([{ partition: 0, earliest: 2, next: 3 }]);
    now = new Date('2026-01-01T00:10:00Z');
    await first.applyRetention();
    await log.close();
    log = aging();
    expect(await log.admin.offsets(topic)).toEqual([{ partition: 0, earliest: 3, next: 3 }]);
  });

  it('keep every record of a topic without a retention', async () => {
    await log.close();
    let now = new Date('2026-01-01T00:00:00Z');
    log = open({ segmentBytes: 10, topics: { retentionMs: 60_000, keptNames: [topic] }, now: () => now });
    const publishTo = (name: string, value: string) => log.publish([{ topic: name, key: 'k', value, headers: {} }]);
    for (const value of ['a', 'b', 'c']) {
      await publishTo(topic, value);
      await publishTo('other', value);
    }
    now = new Date('2027-06-01T00:00:00Z');
    await log.applyRetention();
    expect(await log.admin.offsets(topic)).toEqual([{ partition: 0, earliest: 0, next: 3 }]);
    expect(await log.admin.offsets('other')).toEqual([{ partition: 0, earliest: 3, next: 3 }]);
    expect(await valuesOf(log, topic, 3)).toEqual(['a', 'b', 'c']);
  });

  it('end a reader with a gap when retention overtakes it', async () => {
    await log.close();
    let now = new Date('2026-01-01T00:00:00Z');
    const aging = (log = open({ segmentBytes: 10, topics: { retentionMs: 60_000 }, now: () => now }));
    await publish('a');
    await publish('b');
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const errors: Error[] = [];
    const reader = await log.read({
      from: { [topic]: 'earliest' },
      onRecord: () => gate,
      onError: (error) => errors.push(error),
    });
    // The reader holds the first record; the records after it are removed.
    now = new Date('2026-01-01T00:02:00Z');
    await publish('c');
    now = new Date('2026-01-01T00:04:00Z');
    await publish('d');
    await aging.applyRetention();
    go();
    await waitFor(() => errors.length > 0);
    await reader.stop();
    expect(errors[0]).toMatchObject({ code: 'OFFSET_OUT_OF_RANGE' });
  });

  it('reach a reader right after the acknowledgement, without a poll', async () => {
    const seen: string[] = [];
    const reader = await log.read({
      from: { [topic]: 'latest' },
      onRecord: ({ value }) => void seen.push(value),
      onError: (error) => {
        throw error;
      },
    });
    for (const value of ['a', 'b', 'c']) {
      await publish(value);
      await nextTurn();
      expect(seen.at(-1)).toBe(value);
    }
    await reader.stop();
  });

  it('belong to one process at a time', async () => {
    await publish('a');
    const other = open();
    await expect(other.publish([])).rejects.toMatchObject({ code: 'EVENT_LOG_FAULTY' });
    await other.close();
  });

  it('are left alone once the lock is lost: nothing is acknowledged, read or committed', async () => {
    await publish('a');
    const seen: string[] = [];
    const errors: Error[] = [];
    const reader = await log.read({
      from: { [topic]: 'latest' },
      onRecord: ({ value }) => void seen.push(value),
      onError: (error) => errors.push(error),
    });
    const [file = ''] = await topicFiles();
    const before = await readFile(file, 'utf8');
    await takeAway(folder.path);

    const faulty = { code: 'EVENT_LOG_FAULTY' };
    await expect(publish('b')).rejects.toMatchObject(faulty);
    await waitFor(() => errors.length > 0);
    expect(errors).toEqual([expect.objectContaining(faulty)]);
    expect(seen).toEqual([]);
    const onRecord = () => Promise.resolve();
    await expect(log.consume({ group: 'g', topics: [topic], onRecord })).rejects.toMatchObject(faulty);
    await expect(log.admin.offsets(topic)).rejects.toMatchObject(faulty);
    await expect(log.admin.ping()).rejects.toMatchObject(faulty);
    expect(await readFile(file, 'utf8')).toBe(before);
    await reader.stop();

    const next = open();
    expect(await valuesOf(next, topic, 1)).toEqual(['a']);
    await next.close();
  });

  it('keep no committed offset of a consumer that handles a record while the lock is lost', async () => {
    await publish('a');
    const failures: unknown[] = [];
    const logger = Object.assign(silentLogger(), {
      error: ({ err }: { err?: unknown }) => failures.push(err),
    });
    await log.close();
    log = open({ logger });
    let handled: () => void = () => undefined;
    const handling = new Promise<void>((resolve) => (handled = resolve));
    let calls = 0;
    await log.consume({ group: 'g', topics: [topic], onRecord: () => (calls++, handling) });
    await waitFor(() => calls === 1);
    await takeAway(folder.path);
    await expect(log.admin.ping()).rejects.toMatchObject({ code: 'EVENT_LOG_FAULTY' });
    handled();
    await waitFor(() => failures.some((error) => error instanceof Error));
    await log.close();
    log = open();
    expect(await log.admin.lag('g', [topic])).toMatchObject([{ committed: null, lag: 1 }]);
  });

  it('have no timer left when the log is closed while it is being opened', async () => {
    const timers = new Set<unknown>();
    const set = jest.spyOn(globalThis, 'setInterval');
    const clear = jest.spyOn(globalThis, 'clearInterval');
    const publishing = publish('a').catch(() => undefined);
    await log.close();
    await publishing;
    for (const { value } of set.mock.results) timers.add(value);
    expect(timers.size).toBeGreaterThan(0);
    for (const [timer] of clear.mock.calls) timers.delete(timer);
    jest.restoreAllMocks();
    expect([...timers]).toEqual([]);
  });

  it('are taken over from a process that was killed', async () => {
    await leaveDeadLock(join(folder.path, 'lock'));
    await publish('a');
    expect(await valuesOf(log, topic, 1)).toEqual(['a']);
  });

  it('name a folder that cannot be used', async () => {
    await log.close();
    const file = join(folder.path, 'a-file');
    await writeFile(file, '');
    log = open({ folder: file });
    await expect(publish('a')).rejects.toMatchObject({
      code: 'EVENT_LOG_FAULTY',
      message: expect.stringContaining(file) as string,
    });
  });

  it('stay in the folder, whatever the name of a topic', async () => {
    const escape = log.publish([{ topic: '../x', key: null, value: '', headers: {} }]);
    await expect(escape).rejects.toMatchObject({ code: 'EVENT_LOG_FAULTY' });
  });
});

/** Removes the claim on the lock, as another process does that has not seen it renewed. */
async function takeAway(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.startsWith('lock.')) await rm(join(folder, name));
}

/** Makes one record's line unreadable. */
async function damageRecord(file: string, value: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(new RegExp(`.(?=[^\\n]*"value":"${value}")`), 'X'));
}

async function consumedValues(log: EmbeddedEventLog, topic: string, count: number): Promise<string[]> {
  const values: string[] = [];
  const consumer = await log.consume({
    group: 'test',
    topics: [topic],
    onRecord: ({ value }) => {
      values.push(value);
      return Promise.resolve();
    },
  });
  await waitFor(() => values.length >= count);
  await consumer.stop();
  return values;
}

async function valuesOf(log: EmbeddedEventLog, topic: string, count: number): Promise<string[]> {
  const records: StoredRecord[] = [];
  const reader = await log.read({
    from: { [topic]: 'earliest' },
    onRecord: (record) => void records.push(record),
    onError: (error) => {
      throw error;
    },
  });
  await waitFor(() => records.length >= count);
  await reader.stop();
  return records.map(({ value }) => value);
}
