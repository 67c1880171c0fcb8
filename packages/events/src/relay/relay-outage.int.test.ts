import { startKafka, type LocalKafka } from '@skillwright/kafka';
import { createMetrics } from '@skillwright/service';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { describeKafka } from '@skillwright/testing/kafka';
import { Arrivals } from '../../test/arrivals.js';
import { skillCreated } from '../../test/events.js';
import { postgresOutboxHarness, type PostgresOutboxHarness } from '../../test/outbox-harness.js';
import { silentLogger } from '../../test/silent-logger.js';
import { report, sizeOf } from '../../test/size.js';
import { createTransport } from '../transport/create-transport.js';
import type { EventTransport } from '../transport/event-transport.js';
import { startRelay, type Relay } from './relay.js';

const restarts = sizeOf('BROKER_RESTARTS', 1);
const mutations = sizeOf('RELAY_MUTATIONS', 60);
const keys = 3;

describeKafka('a broker that goes down and comes back', () => {
  let folder: TemporaryFolder;
  let kafka: LocalKafka;
  let harness: PostgresOutboxHarness;
  let transport: EventTransport;
  let relay: Relay;

  beforeAll(async () => {
    folder = await temporaryFolder();
    kafka = await startKafka({ dataDir: folder.path });
    harness = await postgresOutboxHarness();
    transport = createTransport({ brokers: kafka.brokers, logger: silentLogger() });
    relay = startRelay({
      outbox: harness.open(),
      transport,
      logger: silentLogger(),
      metrics: createMetrics({ service: 'test' }),
    });
  }, 120_000);
  afterAll(async () => {
    await relay.stop();
    await transport.close();
    await kafka.stop();
    await harness.dispose();
    await folder.dispose();
  });

  it(
    'gets every event in order, and readers and consumers go on by themselves',
    async () => {
      const read = new Arrivals();
      const consumed = new Arrivals();
      const reader = await transport.read({
        from: { 'skill.created': 'earliest' },
        onRecord: ({ key, value }) => read.add(key ?? '', value),
        onError: (error) => {
          throw error;
        },
      });
      const consumer = await transport.consume({
        group: 'test',
        topics: ['skill.created'],
        onRecord: ({ key, value }) => {
          consumed.add(key ?? '', value);
          return Promise.resolve();
        },
      });

      const expected: Record<string, string[]> = {};
      let count = 0;
      const commit = async (share: number) => {
        for (const until = count + Math.ceil(mutations / restarts / share); count < until; count++) {
          const key = `key-${count % keys}`;
          await harness.commit([skillCreated(String(count), key)]);
          (expected[key] ??= []).push(String(count));
        }
      };
      for (let restart = 0; restart < restarts; restart++) {
        const before = count;
        await commit(4);
        await waitFor(() => read.count > before, { timeoutMs: 30_000 });
        await Promise.all([commit(4), kafka.stop()]);
        await commit(4);
        const [next] = await Promise.all([startKafka({ dataDir: folder.path }), commit(4)]);
        kafka = next;
      }

      const all = () => read.count >= count && consumed.count >= count;
      await waitFor(all, { timeoutMs: 60_000, what: 'all events' }).catch(() => undefined);
      report(
        `broker stopped ${restarts} times during ${count} mutations: lost ${count - read.count}, duplicates ${read.duplicates}`,
      );
      expect(read.firstByKey()).toEqual(expected);
      expect(consumed.firstByKey()).toEqual(expected);
      await consumer.stop();
      await reader.stop();
    },
    120_000 + restarts * 60_000,
  );
});
