import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newId } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { Kafka, logLevel, type Consumer } from 'kafkajs';
import { nameOf, skillCreated } from '../../test/events.js';
import { silentLogger } from '../../test/silent-logger.js';
import { createTransport } from '../transport/create-transport.js';
import { postgresOutboxHarness, type PostgresOutboxHarness } from '../../test/outbox-harness.js';

const kills = 6;
const perKill = 60;
const keys = 5;

describeKafka('a relay that is killed at random moments', () => {
  let harness: PostgresOutboxHarness;
  let brokers: string[];
  let consumer: Consumer;
  let replicas: ChildProcess[];
  const seen = new Map<string, string[]>();

  beforeAll(async () => {
    brokers = await testKafka();
    const transport = createTransport({ brokers, logger: silentLogger() });
    await transport.admin.ensureTopics();
    await transport.close();
    harness = await postgresOutboxHarness();
    replicas = [];
  }, 120_000);
  afterAll(async () => {
    replicas.forEach((replica) => replica.kill('SIGKILL'));
    await consumer.disconnect();
    await harness.dispose();
  });

  const startReplica = () => {
    const script = fileURLToPath(new URL('../../test/relay-process.ts', import.meta.url));
    const args = ['--conditions=source', '--import', 'tsx', script, harness.databaseUrl, brokers.join(',')];
    const replica = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    replicas.push(replica);
    return replica;
  };
  const leads = (replica: ChildProcess) =>
    new Promise<void>((resolve) => {
      replica.stdout?.on('data', (lines: Buffer) => {
        if (lines.includes('this relay leads"')) resolve();
      });
    });

  it('has a successor within ten seconds, and every event arrives, in order per key', async () => {
    const run = newId();
    const first = startReplica();
    await leads(first);
    consumer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).consumer({ groupId: `independent-${run}` });
    await consumer.connect();
    await consumer.subscribe({ topic: 'skill.created', fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        const key = message.key?.toString() ?? '';
        if (key.startsWith(run))
          seen.set(key, [...(seen.get(key) ?? []), nameOf({ value: message.value?.toString() ?? '' })]);
        return Promise.resolve();
      },
    });

    let active = first;
    let count = 0;
    for (let kill = 0; kill < kills; kill++) {
      const successor = startReplica();
      const takesOver = leads(successor);
      for (let index = 0; index < perKill; index++, count++) {
        await harness.commit([skillCreated(String(count), `${run}-${count % keys}`)]);
        if (index === Math.floor(Math.random() * perKill)) active.kill('SIGKILL');
      }
      active.kill('SIGKILL');
      if (active.exitCode === null && active.signalCode === null) await once(active, 'exit');
      const killedAt = performance.now();
      await takesOver;
      expect(performance.now() - killedAt).toBeLessThan(10_000);
      active = successor;
    }

    const arrived = () => new Set([...seen.values()].flat()).size;
    await waitFor(() => arrived() === count, { timeoutMs: 30_000 });
    for (const [key, names] of seen) {
      const own = Array.from({ length: count / keys }, (_, index) => String(index * keys + Number(key.at(-1))));
      // A repetition is allowed; by first appearance the order holds, and nothing was invented.
      expect([...new Set(names)]).toEqual(own);
    }
  }, 120_000);
});
