import { chmod, readFile, readdir, rename, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { runsWith } from '@skillwright/locks';
import { workFolder } from '../test/work-folder.js';
import { installKafka } from './install.js';
import { isOpen } from './ports.js';
import { findKafkaPrerequisites } from './prerequisites.js';
import { startKafka, type LocalKafka } from './start.js';

const prerequisites = await findKafkaPrerequisites();
const describeStart = prerequisites.available || process.env['CI'] ? describe : describe.skip;
const name = `a local broker${prerequisites.available ? '' : ` (${prerequisites.reason})`}`;

describeStart(name, () => {
  let folder: Awaited<ReturnType<typeof workFolder>>;
  let dataDir: string;
  let started: LocalKafka[];
  const start = async () => {
    const kafka = await startKafka({ dataDir });
    started.push(kafka);
    return kafka;
  };
  const portOf = (kafka: LocalKafka) => Number(kafka.brokers[0]?.split(':')[1]);
  const record = async () =>
    JSON.parse(await readFile(join(dataDir, 'broker.json'), 'utf8')) as { pid: number | null; ports: object };

  beforeEach(async () => {
    folder = await workFolder();
    dataDir = join(folder.path, 'data dir');
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map((kafka) => kafka.stop()));
    await folder.dispose();
  });

  it('runs until it is stopped, and starts again on the same ports', async () => {
    const first = await start();
    expect(first.adopted).toBe(false);
    expect(await isOpen(portOf(first))).toBe(true);
    await Promise.all([first.stop(), first.stop()]);
    expect(await isOpen(portOf(first))).toBe(false);
    const second = await start();
    expect(second).toMatchObject({ adopted: false, brokers: first.brokers });
  }, 60_000);

  it('is started once for calls at the same time, and is adopted by later calls', async () => {
    const both = await Promise.all([start(), start()]);
    expect(both.map(({ adopted }) => adopted).sort()).toEqual([false, true]);
    expect(both[0].brokers).toEqual(both[1].brokers);
    const later = await start();
    expect(later).toMatchObject({ adopted: true, brokers: both[0].brokers });
    await later.stop();
    expect(await isOpen(portOf(later))).toBe(false);
  }, 60_000);

  it('starts again after it was killed', async () => {
    const killed = await start();
    const { pid } = await record();
    process.kill(pid ?? 0, 'SIGKILL');
    while (await isOpen(portOf(killed))) await new Promise(setImmediate);
    const again = await start();
    expect(again.adopted).toBe(false);
  }, 60_000);

  it('takes other ports when its own are in use, and spares another process that has its pid', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' && address ? address.port : 0;
    const first = await start();
    await first.stop();
    const { ports } = await record();
    await writeFile(
      join(dataDir, 'broker.json'),
      JSON.stringify({ pid: process.pid, ports: { ...ports, broker: taken } }),
    );
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(portOf(second)).not.toBe(taken);
    other.close();
  }, 60_000);

  it('reports its address long before it listens, and can be aborted until then', async () => {
    const ending = new AbortController();
    const addresses: (readonly string[])[] = [];
    const starting = startKafka({
      dataDir,
      signal: ending.signal,
      onAddress: (brokers) => addresses.push(brokers),
    });
    starting.catch(() => undefined);
    while (!(await record().catch(() => undefined))?.pid) await new Promise(setImmediate);
    ending.abort();
    await expect(starting).rejects.toThrow(/aborted/);
    expect((await record()).pid).toBeNull();
    const later = await start();
    expect(later).toMatchObject({ adopted: false, brokers: addresses[0] });
  }, 60_000);

  it('leaves a class archive for the next start, which runs without it when it is damaged', async () => {
    const libs = join(folder.path, 'jars');
    await symlink(await installKafka(), libs);
    const startWith = async () => {
      const kafka = await startKafka({ dataDir, installFolder: libs });
      started.push(kafka);
      return kafka;
    };
    const archives = async () => (await readdir(folder.path)).filter((name) => name.endsWith('.jsa'));
    const uses = async (name: string) =>
      runsWith((await record()).pid ?? 0, `-XX:SharedArchiveFile=${join(folder.path, name)}`);

    await (await startWith()).stop();
    const [archive = ''] = await archives();
    const second = await startWith();
    expect(await uses(archive)).toBe(true);
    await second.stop();

    // A truncated archive crashes Java. This one has the length in its name, so it passes for a complete one.
    const damaged = archive.replace(/-\d+\.jsa$/, '-5000000.jsa');
    await rename(join(folder.path, archive), join(folder.path, damaged));
    await chmod(join(folder.path, damaged), 0o600);
    await truncate(join(folder.path, damaged), 5_000_000);
    await startWith();
    expect(await uses(damaged)).toBe(false);
    expect(await archives()).toEqual([]);
  }, 90_000);

  it('reports the fault of a folder with damaged data', async () => {
    const kafka = await start();
    await kafka.stop();
    await writeFile(join(dataDir, 'data/meta.properties'), 'version=nonsense\n');
    await expect(start()).rejects.toThrow(/Apache Kafka did not start on .*data dir: .*broker\.log has more/);
    expect((await record()).pid).toBeNull();
  }, 60_000);

  it('names the folder that cannot hold its data', async () => {
    await writeFile(dataDir, '');
    await expect(start()).rejects.toThrow(`The folder ${dataDir} cannot hold the broker's data`);
  });
});
