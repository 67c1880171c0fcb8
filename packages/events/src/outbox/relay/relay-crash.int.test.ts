import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newId } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { startIndependentConsumer, type IndependentConsumer } from '../../../test/independent-consumer.js';
import { Mutations } from '../../../test/mutations.js';
import { sampleTopics } from '../../../test/sample-topics.js';
import { silentLogger } from '../../../test/silent-logger.js';
import { report, sizeOf } from '../../../test/size.js';
import { createTransport } from '../../log/create-transport.js';
import { postgresOutboxHarness, type PostgresOutboxHarness } from '../../../test/outbox-harness.js';

const kills = sizeOf('RELAY_KILLS', 6);
const total = sizeOf('RELAY_MUTATIONS', 360);
// Every kill costs a start, and the built code starts much faster.
const execArgv = process.env['RELAY_BUILT'] ? [] : ['--conditions=source', '--import', 'tsx'];

describeKafka('a relay that is killed at random moments', () => {
  const run = newId();
  let harness: PostgresOutboxHarness;
  let brokers: string[];
  let independent: IndependentConsumer;
  const replicas: ChildProcess[] = [];
  /** The replicas that have led, in order. */
  const leaders: ChildProcess[] = [];

  beforeAll(async () => {
    brokers = await testKafka();
    const topics = { names: sampleTopics.namesWithDeadLetters };
    const transport = createTransport({ brokers, logger: silentLogger(), topics });
    await transport.admin.ensureTopics();
    await transport.close();
    harness = await postgresOutboxHarness();
    independent = await startIndependentConsumer({ brokers, topic: 'skill.created', keyPrefix: run });
  }, 120_000);
  afterAll(async () => {
    replicas.forEach((replica) => replica.kill('SIGKILL'));
    await independent.stop();
    await harness.dispose();
  });

  const startReplica = () => {
    const script = fileURLToPath(new URL('../../../test/relay-process.js', import.meta.url));
    const args = [...execArgv, script, harness.databaseUrl, brokers.join(',')];
    const replica = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    replica.stdout.on('data', (lines: Buffer) => {
      if (lines.includes('this relay leads"')) leaders.push(replica);
    });
    replicas.push(replica);
  };
  const leader = (number: number) =>
    waitFor(() => leaders[number], { timeoutMs: 60_000, intervalMs: 5, description: `leader ${number}` });
  const standby = () =>
    waitFor(
      async () => {
        const { rowCount } = await harness.pool.query(
          `select from pg_locks where locktype = 'advisory' and not granted
             and database = (select oid from pg_database where datname = current_database())`,
        );
        return rowCount === 1;
      },
      { timeoutMs: 60_000, description: 'a replica that waits for the lead' },
    );

  it(
    'has a successor within ten seconds, and every event arrives, in order per key',
    async () => {
      const { arrivals } = independent;
      const keys = Array.from({ length: 5 }, (_, key) => `${run}-${key}`);
      const mutations = new Mutations(harness, keys);
      const takeoversMs: number[] = [];

      startReplica();
      for (let kill = 0; kill < kills; kill++) {
        const active = await leader(kill);
        // The takeover is measured without a start: the successor stands by before the leader is killed.
        startReplica();
        await standby();
        const end = Math.floor(((kill + 1) * total) / kills);
        await mutations.commitUntil(mutations.count + Math.floor(Math.random() * (end - mutations.count)));
        active.kill('SIGKILL');
        const killedAt = performance.now();
        const succeeded = leader(kill + 1).then(() => takeoversMs.push(performance.now() - killedAt));
        await Promise.all([succeeded, mutations.commitUntil(end), once(active, 'exit')]);
      }

      const { count } = mutations;
      await waitFor(() => arrivals.count >= count, { timeoutMs: 60_000, description: 'all events' }).catch(
        () => undefined,
      );
      const [median = 0, longest = 0] = [0.5, 1].map((share) => quantile(takeoversMs, share));
      report(
        `killed ${kills} times during ${count} mutations: lost ${count - arrivals.count}, duplicates ${arrivals.duplicates}, takeover ${median} ms in the middle, ${longest} ms at the longest`,
      );
      // Repetitions are allowed; the first appearances are in order, and no event was invented.
      expect(arrivals.firstByKey()).toEqual(mutations.byKey);
      expect(longest).toBeLessThan(10_000);
    },
    120_000 + kills * 15_000,
  );
});

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? NaN);
}
