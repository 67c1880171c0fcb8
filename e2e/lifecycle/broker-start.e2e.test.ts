import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, temporaryFolder, waitFor, type TemporaryFolder } from '@skillwright/testing';
import { describeKafka } from '@skillwright/testing/kafka';
import { holdBroker } from '../harness/hold-broker.js';
import { brokersOf, readRecords } from '../harness/kafka-records.js';
import { findProcesses } from '../harness/processes.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { runSystem, startSystem } from '../harness/start-system.js';

describeKafka('a start with a local broker', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder.dispose());

  it('takes work while the broker starts, is not ready until then, and publishes once the broker is up', async () => {
    const dataDir = join(folder.path, 'slow-broker');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const starting = startSystem({ dataDir, port });
    const goOn = await waitFor(() => holdBroker(dataDir), {
      timeoutMs: 60_000,
      intervalMs: 5,
      description: 'the broker to be started',
    });

    const name = uniqueName('early');
    const created = await waitFor(() => callRest(url, 'POST', '/skills', { body: sampleSkill(name) }), {
      timeoutMs: 60_000,
      description: 'the gateway to listen',
    });
    expect(created.status).toBe(201);
    const { status, body } = await callRest(url, 'GET', '/readyz');
    expect(status).toBe(503);
    expect(body).toMatchObject({ parts: { kafka: { status: 'down' }, postgresql: { status: 'up' } } });

    goOn();
    const system = await starting;
    const { id } = created.body as { id: string };
    const brokers = await brokersOf(url);
    const isPublished = async () => (await readRecords(brokers, 'skill.created')).some(({ key }) => key === id);
    await waitFor(isPublished, { intervalMs: 200, description: 'the event of the skill' });
    expect(system.log()).toMatch(/Kafka +Apache Kafka .*, local, 127\.0\.0\.1:\d+/);
    expect(await system.interrupt()).toBe(0);
  }, 150_000);

  it('can be interrupted while the broker starts and leaves no process', async () => {
    const dataDir = join(folder.path, 'interrupted');
    const system = runSystem({ dataDir });
    const broker = () => findProcesses(dataDir).find(({ command }) => command.includes('kafka.Kafka'));
    await waitFor(broker, { timeoutMs: 60_000, intervalMs: 5, description: 'the broker to be started' });
    const [main] = findProcesses(dataDir).filter(({ command }) => command.includes('standalone/dist/main.js'));
    process.kill(main?.pid ?? 0, 'SIGINT');
    const { exitCode, output } = await system;
    expect(exitCode).toBe(0);
    expect(output).toContain('Stopping');
    expect(output).not.toMatch(/^\s+at /m);
    expect(findProcesses(dataDir)).toEqual([]);
  }, 120_000);

  it('fails when only the broker cannot start, reports why in one sentence, and leaves no process', async () => {
    const dataDir = join(folder.path, 'broken-broker');
    await mkdir(join(dataDir, 'kafka/data'), { recursive: true });
    await writeFile(join(dataDir, 'kafka/data/meta.properties'), 'version=nonsense\n');

    const { exitCode, output } = await runSystem({ dataDir });

    expect(exitCode).toBe(1);
    expect(output).toContain(`Apache Kafka did not start on ${join(dataDir, 'kafka')}`);
    expect(output).not.toMatch(/^\s+at /m);
    expect(output).not.toContain('is ready');
    expect(findProcesses(dataDir)).toEqual([]);
  }, 120_000);
});
