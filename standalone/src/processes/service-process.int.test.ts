import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '@skillwright/locks';
import { freePort, temporaryFolder, waitFor } from '@skillwright/testing';
import type { TemporaryFolder } from '@skillwright/testing';
import { StartError } from '@skillwright/service/start-up';
import { ServiceProcess, type ServiceProcessOptions } from './service-process.js';

const server = `
import { createServer } from 'node:http';
const server = createServer((request, response) => response.end(String(process.pid)));
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => server.close(() => process.exit(0)));
console.log('listening');
`;

let folder: TemporaryFolder;
let service: ServiceProcess | undefined;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  await service?.stop();
  await folder.dispose();
});

async function create(code: string, more: Partial<ServiceProcessOptions> = {}) {
  const entry = join(folder.path, 'main.mjs');
  await writeFile(entry, code);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  service = new ServiceProcess({
    name: 'skill',
    entry,
    nodeArgs: [],
    url,
    env: { ...process.env, PORT: String(port) },
    onLine: (line) => lines.push(line),
    ...more,
  });
  const pidOf = async () => Number(await (await fetch(url)).text());
  return { service, url, lines, pidOf };
}

describe('a service process', () => {
  it('is started once it answers, passes its output lines on, and ends when it is stopped', async () => {
    const { service, url, lines } = await create(server);
    await service.start();
    expect((await fetch(url)).ok).toBe(true);
    await waitFor(() => lines.includes('listening'));
    await service.stop();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('fails to start when it ends before it answers, and its output lines are passed on', async () => {
    const { service, lines } = await create(`console.error('no database'); process.exit(1);`);
    await expect(service.start()).rejects.toThrow(StartError);
    await waitFor(() => lines.includes('no database'));
  });

  it('is started again when it ends unexpectedly', async () => {
    const { service, lines, pidOf } = await create(server);
    await service.start();
    const first = await pidOf();
    process.kill(first, 'SIGKILL');
    expect(await waitFor(async () => (await pidOf()) !== first && (await pidOf()))).not.toBe(first);
    expect(lines).toContainEqual(expect.stringMatching(/ended \(SIGKILL\); starting it again in \d+ ms/));
  });

  it.each([
    ['grow', {}, ['500', '1000', '2000']],
    ['are short again after a healthy run', { healthyMs: 0 }, ['500', '500', '500']],
  ])('has pauses between its starts that %s', async (_, options, expected) => {
    const { service, lines, pidOf } = await create(server, { ...options, pause: () => nextTurn() });
    await service.start();
    const pauses = () => lines.flatMap((line) => /again in (\d+) ms/.exec(line)?.[1] ?? []);
    for (const count of [1, 2, 3]) {
      process.kill(await waitFor(() => pidOf().catch(() => undefined)), 'SIGKILL');
      await waitFor(() => pauses().length === count);
    }
    expect(pauses()).toEqual(expected);
  });

  it('that cannot be spawned is started again too, and its supervisor lives on', async () => {
    const { execPath } = process;
    const { service, lines, pidOf } = await create(server, { pause: () => nextTurn() });
    await service.start();
    try {
      const pid = await pidOf();
      process.execPath = join(folder.path, 'gone');
      process.kill(pid, 'SIGKILL');
      await waitFor(() => lines.some((line) => /ended \(spawn .*ENOENT\); starting it again/.test(line)));
    } finally {
      process.execPath = execPath;
    }
    expect(await waitFor(() => pidOf().catch(() => undefined))).toBeGreaterThan(0);
  });

  it('fails to start when it cannot be spawned', async () => {
    const { execPath } = process;
    const { service } = await create(server);
    try {
      process.execPath = join(folder.path, 'gone');
      await expect(service.start()).rejects.toThrow(StartError);
    } finally {
      process.execPath = execPath;
    }
  });

  it('is not started again after `kill`', async () => {
    const { service, url, pidOf } = await create(server);
    await service.start();
    const pid = await pidOf();
    service.kill();
    await waitFor(() => !isAlive(pid));
    await expect(fetch(url)).rejects.toThrow();
  });
});
