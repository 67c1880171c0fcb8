import { createMetrics } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import { manySkillsCreated, skillCreated } from '../../../test/events.js';
import {
  fileOutboxHarness,
  postgresOutboxHarness,
  type OutboxHarness,
  type PostgresOutboxHarness,
} from '../../../test/outbox-harness.js';
import { recordingTransport, type RecordingTransport } from '../../../test/recording-transport.js';
import type { OutboxStore } from '../outbox-store.js';
import { silentLogger } from '../../../test/silent-logger.js';
import { startRelay, type Relay, type RelayOptions } from './relay.js';

/** Longer than any test: an event that is published was not found by a poll. */
const never = 600_000;

let transport: RecordingTransport;
let relays: Relay[];

function relayOver(harness: OutboxHarness, options: Partial<RelayOptions> = {}): Relay {
  const relay = startRelay({
    outbox: harness.open(),
    transport,
    logger: silentLogger(),
    metrics: createMetrics({ service: 'test' }),
    pollMs: never,
    ...options,
  });
  relays.push(relay);
  return relay;
}

beforeEach(() => {
  transport = recordingTransport();
  relays = [];
});

/** The contract of the relay over any outbox. */
function itRelays(start: () => Promise<OutboxHarness>): void {
  let harness: OutboxHarness;
  let observer: OutboxStore;
  beforeEach(async () => {
    harness = await start();
    observer = harness.open();
  });
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()));
    await observer.close();
    await harness.dispose();
  });
  const left = async () => (await observer.backlog()).count;

  it('publishes events committed before its start, oldest first, and marks them', async () => {
    await harness.commit(manySkillsCreated(10));
    relayOver(harness);
    await waitFor(() => transport.published.length === 10);
    expect(transport.names()).toEqual(Array.from({ length: 10 }, (_, index) => String(index)));
    await waitFor(async () => (await left()) === 0);
  });

  it('publishes events committed while it runs, without waiting for a poll', async () => {
    const relay = relayOver(harness);
    await waitFor(() => relay.leading);
    for (const name of ['a', 'b', 'c']) {
      await harness.commit([skillCreated(name)]);
      await waitFor(() => transport.names().includes(name), { intervalMs: 1 });
    }
    expect(transport.names()).toEqual(['a', 'b', 'c']);
  });

  it('publishes a backlog in batches, in order and without repetition', async () => {
    await harness.commit(manySkillsCreated(250));
    relayOver(harness, { batchSize: 40 });
    await waitFor(() => transport.published.length >= 250);
    await waitFor(async () => (await left()) === 0);
    expect(transport.names()).toEqual(Array.from({ length: 250 }, (_, index) => String(index)));
    expect(Math.max(...transport.batches)).toBe(40);
  });

  it('keeps trying while the broker is down, loses nothing and keeps the order', async () => {
    let refusals = 0;
    transport.before = () => (++refusals <= 4 ? Promise.reject(new Error('the broker is down')) : Promise.resolve());
    await harness.commit(manySkillsCreated(90));
    relayOver(harness, { batchSize: 40 });
    await waitFor(() => transport.published.length === 90, { timeoutMs: 20_000 });
    expect(transport.names()).toEqual(Array.from({ length: 90 }, (_, index) => String(index)));
  });

  it('marks entries only after their acknowledgement', async () => {
    let acknowledge: () => void = () => undefined;
    const acknowledged = new Promise<void>((resolve) => (acknowledge = resolve));
    let sent = 0;
    transport.before = () => {
      sent++;
      return acknowledged;
    };
    await harness.commit([skillCreated('a')]);
    const relay = relayOver(harness);
    await waitFor(() => sent === 1);
    expect(await left()).toBe(1);
    const stopping = relay.stop();
    acknowledge();
    await stopping;
    expect(transport.names()).toEqual(['a']);
    expect(await left()).toBe(0);
  });

  it('stops while the broker is down, and leaves unpublished entries in the outbox', async () => {
    let refusals = 0;
    transport.before = () => Promise.reject(new Error(`the broker is down, ${++refusals}`));
    await harness.commit([skillCreated('a')]);
    const relay = relayOver(harness);
    await waitFor(() => refusals > 1);
    await relay.stop();
    expect(await left()).toBe(1);
  });

  it('is active in one of several replicas, and another takes over', async () => {
    const first = relayOver(harness);
    await waitFor(() => first.leading);
    const second = relayOver(harness);
    await harness.commit([skillCreated('a')]);
    await waitFor(() => transport.published.length === 1);
    expect(second.leading).toBe(false);
    await first.stop();
    await harness.commit([skillCreated('b')]);
    await waitFor(() => transport.published.length === 2);
    expect(second.leading).toBe(true);
    expect(transport.names()).toEqual(['a', 'b']);
  });

  it('reports its metrics', async () => {
    const metrics = createMetrics({ service: 'test' });
    await harness.commit(manySkillsCreated(3));
    relayOver(harness, { metrics });
    await waitFor(() => transport.published.length === 3);
    const text = await waitFor(async () => {
      const all = await metrics.metrics();
      return all.includes('outbox_published_total{outbox="test",service="test"} 3') && all;
    });
    expect(text).toContain('outbox_relay_leading{outbox="test",service="test"} 1');
    expect(text).toMatch(/^outbox_publish_seconds_count\{.*\} 1$/m);
    expect(text).toMatch(/^outbox_event_delay_seconds_count\{.*\} 3$/m);
  });
}

describe('the relay over PostgreSQL', () => {
  itRelays(postgresOutboxHarness);

  describe('with its database', () => {
    let harness: PostgresOutboxHarness;
    beforeEach(async () => {
      harness = await postgresOutboxHarness();
    });
    afterEach(async () => {
      await Promise.all(relays.map((relay) => relay.stop()));
      await harness.dispose();
    });

    it('continues when all its connections break at any moment, in order and without loss', async () => {
      const count = 300;
      let batches = 0;
      transport.before = async () => {
        if (++batches % 7 !== 0) return;
        await harness.pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
        );
      };
      relayOver(harness, { batchSize: 5 });
      relayOver(harness, { batchSize: 5 });
      await harness.commit(manySkillsCreated(count));
      await waitFor(async () => new Set(transport.names()).size === count, { timeoutMs: 25_000 });
      // Repetitions are allowed; the first appearances are in order.
      expect([...new Set(transport.names())]).toEqual(Array.from({ length: count }, (_, index) => String(index)));
    });

    it('finds a commit without a notification by its poll', async () => {
      await harness.pool.query('alter table outbox disable trigger outbox_inserted');
      const relay = relayOver(harness, { pollMs: 50 });
      await waitFor(() => relay.leading);
      await harness.commit([skillCreated('silent')]);
      await waitFor(() => transport.names().includes('silent'));
    });

    it('prunes published rows when the event log keeps their events no longer', async () => {
      await harness.commit([skillCreated('old')]);
      const first = relayOver(harness);
      await waitFor(() => transport.published.length === 1);
      await first.stop();
      const later = () => new Date(Date.now() + transport.retentionMs + 60_000);
      relayOver(harness, { now: later });
      await waitFor(async () => (await harness.pool.query('select 1 from outbox')).rowCount === 0);
    });
  });
});

describe('the relay over files', () => {
  itRelays(fileOutboxHarness);
});
