import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.js';
import { waitFor } from './wait-for.js';

const file = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

/** A run of two workspaces. Each is a process that prints the address of its PostgreSQL. */
const runOfTwo = (parent: string) => `
  import { spawn } from 'node:child_process';
  import { realpathSync } from 'node:fs';
  import { openTestFolder } from ${file('../../../tools/repo/test-folder.js')};
  const shared = openTestFolder(${JSON.stringify(parent)});
  console.log(realpathSync(shared.path + '/memory'));
  process.env.SKILLWRIGHT_TEST_SHARED = shared.path;
  const workspace = ${JSON.stringify(`
    const { default: setUp, tearDown } = await import(${file('../../../tools/repo/test-run.js')});
    setUp();
    const { testPostgres } = await import(${file('./test-postgres.ts')});
    console.log((await testPostgres()).url('x'));
    process.on('SIGTERM', () => tearDown().then(() => process.exit()));
    setInterval(() => undefined, 1_000);`)};
  const args = ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', workspace];
  const children = [1, 2].map(() => spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] }));
  process.on('SIGTERM', async () => {
    children[0].kill('SIGTERM');
    await new Promise((resolve) => children[0].once('exit', resolve));
    console.log('one has ended');
    children[1].kill('SIGTERM');
    await new Promise((resolve) => children[1].once('exit', resolve));
    await shared.close();
    process.exit();
  });`;

describe('the folder of a run over several workspaces', () => {
  let folder: TemporaryFolder;
  let run: ChildProcess;
  let lines: string[];
  beforeEach(async () => {
    folder = await temporaryFolder();
    lines = [];
    const { SKILLWRIGHT_TEST_RUN: _run, SKILLWRIGHT_TEST_SHARED: _shared, ...env } = process.env;
    run = spawn(process.execPath, ['--input-type=module', '--eval', runOfTwo(folder.path)], {
      cwd: import.meta.dirname,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: run.stdout ?? process.stdin }).on('line', (line) => lines.push(line));
    await waitFor(() => lines.length === 3, { timeoutMs: 40_000, description: 'both workspaces to have a server' });
  });
  afterEach(async () => {
    run.kill('SIGKILL');
    await folder.dispose();
  });

  const serversOf = (path: string) =>
    readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandOf(name).includes(`${path}/postgres`));

  it('has one PostgreSQL, which outlives the workspace that started it', async () => {
    const [path = '', first, second] = lines;
    expect(first).toBe(second);
    run.kill('SIGTERM');
    await waitFor(() => lines.includes('one has ended'));
    expect(serversOf(path).length).toBeGreaterThan(0);
    if (run.exitCode === null) await once(run, 'exit');
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(folder.path)).toEqual([]);
    expect(serversOf(path)).toEqual([]);
  });

  it('leaves nothing behind when the run is killed', async () => {
    const [path = ''] = lines;
    run.kill('SIGKILL');
    const isGone = () => !existsSync(path) && readdirSync(folder.path).length === 0;
    await waitFor(isGone, { timeoutMs: 20_000, description: 'the folders to be gone' });
    expect(serversOf(path)).toEqual([]);
  });
});

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
