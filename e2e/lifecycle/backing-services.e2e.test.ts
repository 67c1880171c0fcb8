import { join } from 'node:path';
import { temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { describeKafka } from '@skillwright/testing/kafka';
import { brokersOf, readRecords } from '../harness/kafka-records.js';
import { findProcesses, signal } from '../harness/processes.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { startSystem, type StartedSystem } from '../harness/start-system.js';

describeKafka('the backing services of a running system', () => {
  let folder: TemporaryFolder;
  let system: StartedSystem;
  beforeAll(async () => {
    folder = await temporaryFolder();
    system = await startSystem({ dataDir: join(folder.path, 'data') });
  }, 150_000);
  afterAll(async () => {
    await system.interrupt();
    await folder.dispose();
  });

  const isReady = async () => (await callRest(system.url, 'GET', '/readyz')).status === 200;

  /** Creates a skill and waits until its event is in Kafka. */
  async function createSkill(): Promise<void> {
    const name = uniqueName('killed');
    const { status, body } = await callRest(system.url, 'POST', '/skills', { body: sampleSkill(name) });
    expect(status).toBe(201);
    const { id } = body as { id: string };
    const brokers = await brokersOf(system.url);
    const isPublished = async () => (await readRecords(brokers, 'skill.created')).some(({ key }) => key === id);
    await waitFor(isPublished, { intervalMs: 200, description: `the event of ${name}` });
  }

  it.each([
    ['PostgreSQL', /postgres.* -D /],
    ['Kafka', /kafka\.Kafka/],
  ])(
    '%s is started again after it was killed, and mutations work again',
    async (name, command) => {
      await createSkill();
      const server = findProcesses(system.dataDir).find((process) => command.test(process.command));
      expect(server).toBeDefined();
      signal(server?.pid ?? 0, 'SIGKILL');
      await waitFor(() => system.log().includes(`${name}: ended unexpectedly; starting it again`));
      await waitFor(isReady, { timeoutMs: 90_000, intervalMs: 100, description: 'the system to be ready again' });
      await createSkill();
    },
    180_000,
  );
});
