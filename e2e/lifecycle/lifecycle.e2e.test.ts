import { mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { once } from 'node:events';
import { temporaryFolder, type TemporaryFolder } from '@skillwright/testing';
import { findOpenFiles } from '../harness/open-files.js';
import { findProcesses } from '../harness/processes.js';
import { callRest } from '../harness/rest.js';
import { sampleSkill, uniqueName } from '../harness/sample-skill.js';
import { runSystem, startSystem } from '../harness/start-system.js';
import { waitForTemplate } from '../harness/templates.js';

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(async () => {
  await folder.dispose();
});

/** Returns the event log that `/readyz` reports: `broker` or `embedded`. */
async function kafkaModeOf(url: string): Promise<string> {
  const { status, body } = await callRest(url, 'GET', '/readyz');
  expect(status).toBe(200);
  return (body as { status: string; parts: { kafka: { mode: string } } }).parts.kafka.mode;
}

/** Returns a PATH with all programs of this machine except the named ones. */
async function pathWithout(names: readonly string[]): Promise<string> {
  const programs = join(folder.path, 'programs');
  await mkdir(programs);
  const seen = new Set(names);
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of listNames(directory)) {
      if (!seen.has(name)) await symlink(join(directory, name), join(programs, name));
      seen.add(name);
    }
  }
  return programs;
}

function listNames(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

describe('a running system', () => {
  it('is started again after kill -9 of Node alone, ends with Ctrl-C, and starts without Java', async () => {
    const dataDir = join(folder.path, 'life');
    const name = uniqueName('life');

    await mkdir(dataDir, { mode: 0o777 });
    const first = await startSystem({ dataDir });
    await callRest(first.url, 'POST', '/skills', { body: sampleSkill(name) });
    await waitForTemplate(first.url, `${name}-project`);
    expect((await stat(dataDir)).mode & 0o066).toBe(0);
    expect(await findOpenFiles(dataDir)).toEqual([]);
    const servers = findProcesses(dataDir).filter(({ command }) => /postgres|kafka\.Kafka/.test(command));
    await first.killNode();
    const orphans = findProcesses(dataDir).map(({ pid }) => pid);
    expect(orphans).toEqual(expect.arrayContaining(servers.slice(0, 1).map(({ pid }) => pid)));

    const second = await startSystem({ dataDir });
    expect(second.log()).toContain('adopted');
    expect((await callRest(second.url, 'GET', `/skills/${name}`)).status).toBe(200);
    expect(await second.interrupt()).toBe(0);
    expect(findProcesses(dataDir)).toEqual([]);

    const third = await startSystem({ dataDir, env: { PATH: await pathWithout(['java', 'javac', 'mvn']) } });
    expect(await kafkaModeOf(third.url)).toBe('embedded');
    expect(third.log()).toMatch(/embedded event log .*\bJava\b/);
    expect(third.log()).not.toContain('Warning');
    expect((await callRest(third.url, 'GET', `/skills/${name}`)).status).toBe(200);
    const sample = sampleSkill(`${name}-second`);
    expect((await callRest(third.url, 'POST', '/skills', { body: sample })).status).toBe(201);
    await waitForTemplate(third.url, `${name}-second-project`);
    expect(await third.interrupt()).toBe(0);
    expect(findProcesses(dataDir)).toEqual([]);
  }, 300_000);

  it('is started again after kill -9 while the killed process is still a zombie', async () => {
    const dataDir = join(folder.path, 'zombie');
    const env = { KAFKA_BROKERS: 'none' };
    const name = uniqueName('zombie');
    const first = await startSystem({ dataDir, env, unreaped: true });
    expect((await callRest(first.url, 'POST', '/skills', { body: sampleSkill(name) })).status).toBe(201);
    await first.killNode();

    const second = await startSystem({ dataDir, env });
    expect((await callRest(second.url, 'GET', `/skills/${name}`)).status).toBe(200);
    expect(await second.interrupt()).toBe(0);
    await first.killAll();
  }, 120_000);

  it('ends with its data folder free when npm, which started it, gets SIGTERM', async () => {
    const dataDir = join(folder.path, 'npm');
    const system = await startSystem({ dataDir, env: { KAFKA_BROKERS: 'none' }, npm: true });
    expect(await system.terminate()).toBe(0);
    expect(findProcesses(dataDir)).toEqual([]);
    await expect(fetch(system.url)).rejects.toThrow();
  }, 120_000);

  it('runs beside another system with its own port and folder', async () => {
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => startSystem({ dataDir: join(folder.path, name), env: { KAFKA_BROKERS: 'none' } })),
    );
    const name = uniqueName('apart');
    await callRest(one?.url ?? '', 'POST', '/skills', { body: sampleSkill(name) });
    expect((await callRest(one?.url ?? '', 'GET', `/skills/${name}`)).status).toBe(200);
    expect((await callRest(two?.url ?? '', 'GET', `/skills/${name}`)).status).toBe(404);
    expect(await Promise.all([one?.interrupt(), two?.interrupt()])).toEqual([0, 0]);
  }, 120_000);
});

describe('a start that fails', () => {
  it('reports that the port is in use and starts nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const dataDir = join(folder.path, 'port-in-use');

    const { exitCode, output } = await runSystem({ dataDir, port });

    server.close();
    expect(exitCode).toBe(1);
    expect(output).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}.*in use.*PORT`));
    expect(output).not.toMatch(/^\s+at /m);
    expect(findProcesses(dataDir)).toEqual([]);
  }, 30_000);

  it('reports that the data folder is not a folder', async () => {
    const dataDir = join(folder.path, 'a-file');
    await writeFile(dataDir, 'not a folder');

    const { exitCode, output } = await runSystem({ dataDir });

    expect(exitCode).toBe(1);
    expect(output).toContain(`DATA_DIR ${dataDir} cannot be used`);
    expect(output).not.toMatch(/^\s+at /m);
  }, 30_000);

  it("reports that the data folder's database is damaged and leaves no process", async () => {
    const dataDir = join(folder.path, 'broken');
    await mkdir(join(dataDir, 'postgres/data'), { recursive: true });
    await writeFile(join(dataDir, 'postgres/data/PG_VERSION'), '9.6\n');

    const { exitCode, output } = await runSystem({ dataDir, env: { KAFKA_BROKERS: 'none' } });

    expect(exitCode).toBe(1);
    expect(output).toContain('postgres');
    expect(output).not.toMatch(/^\s+at /m);
    expect(findProcesses(dataDir)).toEqual([]);
  }, 30_000);

  it('reports all invalid settings at once', async () => {
    const dataDir = join(folder.path, 'bad-settings');
    const env = { LOG_LEVEL: 'loud', SKILL_DATABASE_URL: 'mysql://x' };

    const { exitCode, output } = await runSystem({ dataDir, env });

    expect(exitCode).toBe(1);
    expect(output).toContain('LOG_LEVEL');
    expect(output).toContain('SKILL_DATABASE_URL');
  }, 30_000);
});
