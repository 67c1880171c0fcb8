import { startKafka, type LocalKafka } from '@skillwright/kafka';
import { createMetrics } from '@skillwright/service';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { describeKafka } from '@skillwright/testing/kafka';
import { Arrivals } from '../../../test/arrivals.js';
import { startIndependentConsumer, type IndependentConsumer } from '../../../test/independent-consumer.js';
import { Mutations } from '../../../test/mutations.js';
import { postgresOutboxHarness, type PostgresOutboxHarness } from '../../../test/outbox-harness.js';
import { sampleTopics } from '../../../test/sample-topics.js';
import { silentLogger } from '../../../test/silent-logger.js';
import { report, sizeOf } from '../../../test/size.js';
import { createTransport } from '../../log/create-transport.js';
import type { EventTransport } from '../../log/event-transport.js';
import { startRelay, type Relay } from './relay.js';

const restarts = sizeOf('BROKER_RESTARTS', 1);
const total = sizeOf('RELAY_MUTATIONS', 60);

describeKafka('a broker that goes down and comes back', () => {
  let folder: TemporaryFolder;
  let kafka: LocalKafka;
  let harness: PostgresOutboxHarness;
  let transport: EventTransport;
  let relay: Relay;
  let independent: IndependentConsumer | undefined;

  beforeAll(async () => {
    folder = await temporaryFolder();
    kafka = await startKafka({ dataDir: folder.path });
    harness = await postgresOutboxHarness();
    const topics = { names: sampleTopics.namesWithDeadLetters };
    transport = createTransport({ brokers: kafka.brokers, logger: silentLogger(), topics });
    await transport.admin.ensureTopics();
    relay = startRelay({
      outbox: harness.open(),
      transport,
      logger: silentLogger(),
      metrics: createMetrics({ service: 'test' }),
    });
  }, 120_000);
  afterAll(async () => {
    await independent?.stop();
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

      const mutations = new Mutations(harness, ['key-0', 'key-1', 'key-2']);
      for (let restart = 0; restart < restarts; restart++) {
        const commitQuarter = (quarter: number) =>
          mutations.commitUntil(Math.ceil(((restart + quarter / 4) * total) / restarts));
        const before = mutations.count;
        await commitQuarter(1);
        await waitFor(() => read.count > before, { timeoutMs: 30_000 });
        await Promise.all([commitQuarter(2), kafka.stop()]);
        await commitQuarter(3);
        const [next] = await Promise.all([startKafka({ dataDir: folder.path }), commitQuarter(4)]);
        kafka = next;
      }

      // An independent consumer checks the content of the broker.
      independent = await startIndependentConsumer({ brokers: kafka.brokers, topic: 'skill.created' });
      const { arrivals } = independent;
      const all = () => [read, consumed, arrivals].every(({ count }) => count >= mutations.count);
      await waitFor(all, { timeoutMs: 60_000, description: 'all events' }).catch(() => undefined);
      report(
        `broker stopped ${restarts} times during ${mutations.count} mutations: lost ${mutations.count - arrivals.count}, duplicates ${arrivals.duplicates}`,
      );
      // Repetitions are allowed; the first appearances are in order, and no event was invented.
      expect(arrivals.firstByKey()).toEqual(mutations.byKey);
      expect(read.firstByKey()).toEqual(mutations.byKey);
      expect(consumed.firstByKey()).toEqual(mutations.byKey);
      await consumer.stop();
      await reader.stop();
    },
    120_000 + restarts * 60_000,
  );
});
