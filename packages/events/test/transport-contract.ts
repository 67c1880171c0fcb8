import { newId } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import type { EventRecord, StoredRecord } from '../src/log/event-record.js';
import type { EventTransport } from '../src/log/event-transport.js';

/** An implementation under test, with the means that its interface does not have. */
export interface TransportHarness {
  /** Opens another instance over the same topics, like another process or the next start. */
  open(): Promise<EventTransport>;
  /** Removes the present records of a topic by retention. */
  expire(topic: string): Promise<void>;
  dispose(): Promise<void>;
}

/** The contract of {@link EventTransport}. */
export function itIsATransport(start: () => Promise<TransportHarness>): void {
  let harness: TransportHarness;
  let transport: EventTransport;
  let topic: string;
  let group: string;

  beforeAll(async () => {
    harness = await start();
    transport = await harness.open();
  }, 120_000);
  afterAll(async () => {
    await transport.close();
    await harness.dispose();
  });
  beforeEach(async () => {
    topic = `contract.${newId()}`;
    group = `group-${newId()}`;
    await transport.admin.ensureTopics([topic]);
  });

  const record = (key: string, value: string): EventRecord => ({ topic, key, value, headers: { ce_id: value } });
  const publish = (values: readonly string[], key = 'k') =>
    transport.publish(values.map((value) => record(key, value)));

  it('returns a record as it was published', async () => {
    const sent = {
      topic,
      key: 'schlüssel ✓',
      value: '{"text":"line\\nbreak \u2028 ✓"}',
      headers: { ce_id: 'ünï', x: '' },
    };
    const before = Date.now();
    await transport.publish([sent]);
    const [received] = await readAll(transport, topic, 1);
    expect(received).toMatchObject(sent);
    expect(received?.offset).toBe(0);
    expect(received?.timestamp).toBeGreaterThanOrEqual(before - 1_000);
  });

  it('keeps the order of each key over many batches', async () => {
    const keys = Array.from({ length: 7 }, (_, index) => `key-${index}`);
    const publishing = Array.from({ length: 20 }, (_, batch) =>
      transport.publish(keys.flatMap((key) => [record(key, `${batch * 2}`), record(key, `${batch * 2 + 1}`)])),
    );
    await Promise.all(publishing);
    const received = await readAll(transport, topic, 7 * 40);
    for (const key of keys) {
      const values = received.filter((entry) => entry.key === key).map(({ value }) => Number(value));
      expect(values).toEqual(Array.from({ length: 40 }, (_, index) => index));
    }
  });

  it('delivers records to a new group that were published before it joined', async () => {
    await publish(['a', 'b']);
    const seen: string[] = [];
    const consumer = await transport.consume({ group, topics: [topic], onRecord: collectInto(seen) });
    await waitFor(() => seen.length === 2);
    await consumer.stop();
    expect(seen).toEqual(['a', 'b']);
  });

  it('lets a group continue after its committed offsets, in another process too', async () => {
    await publish(['a', 'b']);
    const first: string[] = [];
    const consumer = await transport.consume({ group, topics: [topic], onRecord: collectInto(first) });
    await waitFor(() => first.length === 2);
    await consumer.stop();
    await publish(['c']);
    await transport.close();
    transport = await harness.open();
    const second: string[] = [];
    const next = await transport.consume({ group, topics: [topic], onRecord: collectInto(second) });
    await waitFor(() => second.length > 0);
    await next.stop();
    expect(second).toEqual(['c']);
  });

  it('delivers each record to one member of a group', async () => {
    const seen: string[] = [];
    const members = [
      await transport.consume({ group, topics: [topic], onRecord: collectInto(seen) }),
      await transport.consume({ group, topics: [topic], onRecord: collectInto(seen) }),
    ];
    await publish(['a', 'b', 'c']);
    await waitFor(() => seen.length >= 3);
    await members[0]?.stop();
    await publish(['d']);
    await waitFor(() => seen.includes('d'));
    await members[1]?.stop();
    expect(seen).toEqual(['a', 'b', 'c', 'd']);
  });

  it('delivers a record again after a failure, before the records after it', async () => {
    await publish(['a', 'b']);
    const seen: string[] = [];
    const consumer = await transport.consume({
      group,
      topics: [topic],
      onRecord: ({ value }) => {
        seen.push(value);
        return seen.length < 3 ? Promise.reject(new Error('not now')) : Promise.resolve();
      },
    });
    await waitFor(() => seen.length === 4);
    await consumer.stop();
    expect(seen).toEqual(['a', 'a', 'a', 'b']);
  });

  it('finishes the record in hand before it stops, and does not start the next', async () => {
    await publish(['a', 'b']);
    const seen: string[] = [];
    let finish: () => void = () => undefined;
    const work = new Promise<void>((resolve) => (finish = resolve));
    const consumer = await transport.consume({
      group,
      topics: [topic],
      onRecord: ({ value }) => {
        seen.push(value);
        return work;
      },
    });
    await waitFor(() => seen.length === 1);
    const stopping = consumer.stop();
    finish();
    await stopping;
    expect(seen).toEqual(['a']);
    await waitFor(async () => (await transport.admin.lag(group, [topic])).some(({ committed }) => committed === 1));
  });

  it('reports the lag of a group', async () => {
    await publish(['a', 'b', 'c']);
    const sum = async () => {
      const lag = await transport.admin.lag(group, [topic]);
      return lag.reduce((total, partition) => total + partition.lag, 0);
    };
    expect(await sum()).toBe(3);
    const seen: string[] = [];
    const consumer = await transport.consume({ group, topics: [topic], onRecord: collectInto(seen) });
    await waitFor(async () => (await sum()) === 0);
    await consumer.stop();
  });

  it('reads without a group from saved positions, without gap or repetition', async () => {
    await publish(['a', 'b', 'c'], 'one');
    const all = await readAll(transport, topic, 3);
    const second = all[1];
    const from = Object.fromEntries(
      (await transport.admin.offsets(topic)).map(({ partition, next }) => [partition, next]),
    );
    const seen: string[] = [];
    const reader = await transport.read({
      from: { [topic]: { ...from, [second?.partition ?? 0]: (second?.offset ?? 0) + 1 } },
      onRecord: ({ value }) => void seen.push(value),
      onError: fail,
    });
    await publish(['d'], 'one');
    await waitFor(() => seen.length === 2);
    await reader.stop();
    expect(seen).toEqual(['c', 'd']);
  });

  it('reads from the end, and reports the positions of the start', async () => {
    await publish(['before']);
    const seen: string[] = [];
    const reader = await transport.read({
      from: { [topic]: 'latest' },
      onRecord: ({ value }) => void seen.push(value),
      onError: fail,
    });
    const held = await transport.admin.offsets(topic);
    expect(reader.start).toEqual({
      [topic]: Object.fromEntries(held.map(({ partition, next }) => [partition, next])),
    });
    await publish(['after']);
    await waitFor(() => seen.length > 0);
    await reader.stop();
    expect(seen).toEqual(['after']);
  });

  it('waits for a slow reader before the next record', async () => {
    await publish(['a', 'b', 'c']);
    const seen: string[] = [];
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const reader = await transport.read({
      from: { [topic]: 'earliest' },
      onRecord: async ({ value }) => {
        seen.push(value);
        await gate;
      },
      onError: fail,
    });
    await waitFor(() => seen.length === 1);
    go();
    await waitFor(() => seen.length === 3);
    await reader.stop();
  });

  it('ends a reader whose callback fails, with the error of the callback', async () => {
    await publish(['a', 'b']);
    const errors: Error[] = [];
    const reader = await transport.read({
      from: { [topic]: 'earliest' },
      onRecord: () => Promise.reject(new Error('full')),
      onError: (error) => errors.push(error),
    });
    await waitFor(() => errors.length > 0);
    await reader.stop();
    expect(errors.map(({ message }) => message)).toEqual(['full']);
  });

  it('refuses to read from a position whose record retention has removed', async () => {
    await publish(['a', 'b']);
    const [first] = await readAll(transport, topic, 2);
    await harness.expire(topic);
    const offsets = (await transport.admin.offsets(topic)).find(({ partition }) => partition === first?.partition);
    expect(offsets).toMatchObject({ earliest: 2, next: 2 });
    const reading = transport.read({
      from: { [topic]: { [first?.partition ?? 0]: 1 } },
      onRecord: () => undefined,
      onError: fail,
    });
    await expect(reading).rejects.toMatchObject({ code: 'OFFSET_OUT_OF_RANGE' });
  });

  it('refuses to read from a position that was never reached', async () => {
    const reading = transport.read({ from: { [topic]: { 0: 99 } }, onRecord: () => undefined, onError: fail });
    await expect(reading).rejects.toMatchObject({ code: 'OFFSET_OUT_OF_RANGE' });
  });

  it('ends subscriptions that are being opened when it closes', async () => {
    const seen: string[] = [];
    const opening = [
      transport.consume({ group, topics: [topic], onRecord: collectInto(seen) }),
      transport.read({ from: { [topic]: 'earliest' }, onRecord: ({ value }) => void seen.push(value), onError: fail }),
    ];
    const refused = opening.map((each) => expect(each).rejects.toMatchObject({ code: 'TRANSPORT_CLOSED' }));
    await Promise.all([transport.close(), ...refused]);
    transport = await harness.open();
    await publish(['late']);
    await readAll(transport, topic, 1);
    expect(seen).toEqual([]);
  });

  it('refuses to publish once it is closed', async () => {
    const closed = await harness.open();
    await closed.close();
    await expect(closed.publish([record('k', 'late')])).rejects.toMatchObject({ code: 'TRANSPORT_CLOSED' });
  });
}

function collectInto(values: string[]): (record: StoredRecord) => Promise<void> {
  return ({ value }) => {
    values.push(value);
    return Promise.resolve();
  };
}

async function readAll(transport: EventTransport, topic: string, count: number): Promise<StoredRecord[]> {
  const records: StoredRecord[] = [];
  const reader = await transport.read({
    from: { [topic]: 'earliest' },
    onRecord: (record) => void records.push(record),
    onError: fail,
  });
  await waitFor(() => records.length >= count);
  await reader.stop();
  return records;
}

function fail(error: Error): void {
  throw error;
}
