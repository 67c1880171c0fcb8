import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workFolder } from '../test/work-folder.js';
import { installKafka, type InstallKafkaOptions } from './install.js';
import { kafkaVersion } from './kafka-version.js';

const jar = `kafka_2.13-${kafkaVersion}.jar`;

/** A script takes Maven's place, since these tests are not about Maven. */
describe('fetching Kafka', () => {
  let folder: Awaited<ReturnType<typeof workFolder>>;
  let options: InstallKafkaOptions & { folder: string };
  beforeEach(async () => {
    folder = await workFolder();
    options = { folder: join(folder.path, 'cache/kafka'), env: { PATH: `${folder.path}:/usr/bin:/bin` } };
  });
  afterEach(() => folder.dispose());

  const maven = (script: string) =>
    writeFile(join(folder.path, 'mvn'), `#!/bin/sh\necho run >> ${folder.path}/runs\n${script}\n`, { mode: 0o755 });
  const working = `grep -q ${kafkaVersion} pom.xml && mkdir libs && touch libs/${jar}`;
  const runs = async () => (await readFile(join(folder.path, 'runs'), 'utf8')).split('\n').length - 1;

  it('puts the jars into the folder and leaves nothing beside it', async () => {
    await maven(working);
    const told: string[] = [];
    expect(await installKafka({ ...options, onProgress: (message) => told.push(message) })).toBe(options.folder);
    expect(await readdir(options.folder)).toEqual([jar]);
    expect(await readdir(join(folder.path, 'cache'))).toEqual(['kafka']);
    expect(told).toEqual([`fetching Apache Kafka ${kafkaVersion} with Maven (44 MB, once)`]);
  });

  it('happens once for calls at the same time and for later calls', async () => {
    await maven(working);
    await Promise.all([installKafka(options), installKafka(options)]);
    await installKafka(options);
    expect(await runs()).toBe(1);
  });

  it("reports Maven's error in one sentence and leaves nothing behind", async () => {
    await maven(
      `mkdir libs; touch libs/half.jar; echo '[ERROR] Could not resolve dependencies: Unknown host.'; exit 1`,
    );
    const message = `Maven could not fetch Apache Kafka ${kafkaVersion}: Could not resolve dependencies: Unknown host.`;
    await expect(installKafka(options)).rejects.toThrow(expect.objectContaining({ name: 'StartError', message }));
    expect(await readdir(join(folder.path, 'cache'))).toEqual([]);
    await maven(working);
    await installKafka(options);
  });

  it('fails when Maven does not end in time', async () => {
    await maven('exec sleep 60');
    await expect(installKafka({ ...options, timeoutMs: 300 })).rejects.toThrow('it took longer than 300 ms');
  });

  it('leaves the folder to the process that has taken its lock meanwhile, and ends Maven', async () => {
    const lose = `rm ${options.folder}.*`;
    await maven(`${lose}; ${working}`);
    await expect(installKafka(options)).rejects.toThrow(`The lock ${options.folder} was lost`);
    await maven(`${lose}; exec sleep 60`);
    await expect(installKafka(options)).rejects.toThrow(`The lock ${options.folder} was lost`);
    expect(await readdir(join(folder.path, 'cache'))).toEqual([]);
  });

  it('replaces a folder that has other content', async () => {
    await maven(working);
    await mkdir(options.folder, { recursive: true });
    await writeFile(join(options.folder, 'old.jar'), '');
    await installKafka(options);
    expect(await readdir(options.folder)).toEqual([jar]);
  });

  it('names a folder that it cannot create', async () => {
    await writeFile(join(folder.path, 'cache'), '');
    await expect(installKafka(options)).rejects.toThrow(join(folder.path, 'cache'));
  });
});
