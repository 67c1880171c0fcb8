import { startKafka, type LocalKafka } from '@skillwright/kafka';
import { createMetrics } from '@skillwright/service';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { describeKafka } from '@skillwright/testing/kafka';
import { nameOf, skillCreated } from '../../test/events.js';
import { postgresOutboxHarness, type PostgresOutboxHarness } from '../../test/outbox-harness.js';
import { silentLogger } from '../../test/silent-logger.js';
import { createTransport } from '../transport/create-transport.js';
import type { EventTransport } from '../transport/event-transport.js';
import { startRelay, type Relay } from './relay.js';

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

  it('gets every event in order, and readers and consumers go on by themselves', async () => {
    const read: string[] = [];
    const consumed: string[] = [];
    const reader = await transport.read({
      from: { 'skill.created': 'earliest' },
      onRecord: (record) => void read.push(nameOf(record)),
      onError: (error) => {
        throw error;
      },
    });
    const consumer = await transport.consume({
      group: 'test',
      topics: ['skill.created'],
      onRecord: (record) => {
        consumed.push(nameOf(record));
        return Promise.resolve();
      },
    });

    const expected: string[] = [];
    const commit = async (name: string) => {
      expected.push(name);
      await harness.commit([skillCreated(name)]);
    };
    await commit('before');
    await waitFor(() => read.includes('before'), { timeoutMs: 20_000 });
    await kafka.stop();
    await commit('while it is down');
    await commit('still down');
    kafka = await startKafka({ dataDir: folder.path });
    await commit('back');
    await waitFor(() => read.includes('back'), { timeoutMs: 30_000 });
    await waitFor(() => expected.every((name) => consumed.includes(name)), { timeoutMs: 20_000 });
    expect([...new Set(read)]).toEqual(expected);
    expect([...new Set(consumed)]).toEqual(expected);
    await consumer.stop();
    await reader.stop();
  }, 120_000);
});
