import { once } from 'node:events';
import { spawnUntilLine, type Spawned } from '../test/processes.js';
import { isAlive, isPidInUse, runsWith } from './processes.js';

describe('a process', () => {
  let parent: Spawned | undefined;
  afterEach(() => parent?.signal('SIGKILL'));

  it('is alive until it has ended', async () => {
    parent = await spawnUntilLine('sh', ['-c', 'echo started; exec sleep 60']);
    const pid = parent.child.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    expect(await runsWith(pid, '60')).toBe(true);
    parent.signal('SIGKILL');
    await once(parent.child, 'exit');
    expect(isAlive(pid)).toBe(false);
    expect(await runsWith(pid, '60')).toBe(false);
  });

  it('is not alive after its end, even if its parent does not reap it', async () => {
    // The shell becomes `sleep`, which never reaps the child that it has inherited.
    parent = await spawnUntilLine('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
    const pid = Number(parent.line);
    while (isAlive(pid)) await new Promise(setImmediate);
    expect(isPidInUse(pid)).toBe(true);
    expect(isAlive(pid)).toBe(false);
  });

  it('of another user is alive too', () => {
    expect(isAlive(1)).toBe(true);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 31, 2 ** 53])('cannot have the id %d', (pid) => {
    expect(isAlive(pid)).toBe(false);
  });

  it('is recognised by a whole argument, not by the beginning of one', async () => {
    parent = await spawnUntilLine('sh', ['-c', 'echo started; exec sleep 60.5']);
    const pid = parent.child.pid ?? 0;
    expect(await runsWith(pid, '60.5')).toBe(true);
    if (process.platform === 'linux') expect(await runsWith(pid, '60')).toBe(false);
  });
});
