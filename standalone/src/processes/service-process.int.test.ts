import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '@skillwright/locks';
import { freePort, temporaryFolder, waitFor } from '@skillwright/testing';
import type { TemporaryFolder } from '@skillwright/testing';
import { StartError } from '../start-error.js';
import { ServiceProcess } from './service-process.js';

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

async function create(code: string) {
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

  it('is not started again after `kill`', async () => {
    const { service, url, pidOf } = await create(server);
    await service.start();
    const pid = await pidOf();
    service.kill();
    await waitFor(() => !isAlive(pid));
    await expect(fetch(url)).rejects.toThrow();
  });
});
