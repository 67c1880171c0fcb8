import { once } from 'node:events';
import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { canMakeNamespaces, holdLock, otherNamespace, workFolder } from '../test/processes.js';
import type { HoldOptions, Spawned } from '../test/processes.js';
import { describeHolder, identifyThisProcess, type ProcessIdentity } from './holder.js';
import { takeLock, waitForLock, type Lock } from './lock.js';

let folder: Awaited<ReturnType<typeof workFolder>>;
let path: string;
let spawned: Spawned[];

beforeEach(async () => {
  folder = await workFolder();
  path = join(folder.path, 'lock');
  spawned = [];
});

afterEach(async () => {
  for (const process of spawned) {
    process.signal('SIGCONT');
    process.signal('SIGKILL');
  }
  await folder.dispose();
});

const claims = async () => (await readdir(folder.path)).filter((name) => name.startsWith('lock.'));

async function spawnHolder(options: HoldOptions = {}): Promise<Spawned> {
  const holder = await holdLock(path, options);
  spawned.push(holder);
  return holder;
}

/** Leaves the claim of a process that is not there to renew it. */
async function leaveClaim(
  identity: Partial<ProcessIdentity> | string,
  name = 'lock.00000000000000ab',
): Promise<string> {
  const text = typeof identity === 'string' ? identity : JSON.stringify({ ...identifyThisProcess(), ...identity });
  await writeFile(join(folder.path, name), text);
  return join(folder.path, name);
}

async function take(options: { staleMs?: number } = {}): Promise<Lock> {
  const lock = await takeLock(path, options);
  if ('heldBy' in lock) throw new Error(`held by ${describeHolder(lock.heldBy)}`);
  return lock;
}

describe('a lock', () => {
  it('is one holder’s until that gives it up, and leaves nothing behind', async () => {
    const lock = await take();
    expect(await takeLock(path)).toEqual({ heldBy: { pid: process.pid } });
    expect(await lock.isHeld()).toBe(true);
    await lock.release();
    await lock.release();
    expect(await lock.isHeld()).toBe(false);
    expect(lock.lost.aborted).toBe(false);
    expect(await claims()).toEqual([]);
    await (await take()).release();
  });

  it('is had by one of many that want it at the same time, each in its turn', async () => {
    let holders = 0;
    let turns = 0;
    const work = async () => {
      const { signal } = new AbortController();
      const lock = await waitForLock(path, { signal, retryMs: 1 });
      expect(++holders).toBe(1);
      await new Promise(setImmediate);
      turns++;
      holders--;
      await lock?.release();
    };
    await Promise.all(Array.from({ length: 12 }, work));
    expect(turns).toBe(12);
    expect(await claims()).toEqual([]);
  });

  it('is not waited for any longer than is asked', async () => {
    const lock = await take();
    expect(await waitForLock(path, { signal: AbortSignal.timeout(10) })).toBeUndefined();
    await lock.release();
  });

  it('is lost with the folder that it lies in', async () => {
    const lock = await take({ staleMs: 50 });
    const lost = once(lock.lost, 'abort');
    await rm(folder.path, { recursive: true });
    await lost;
    expect(await lock.isHeld()).toBe(false);
  });

  it('beside another lock in the same folder is a lock of its own', async () => {
    const lock = await take();
    const other = await takeLock(`${path}.other`);
    expect(other).not.toHaveProperty('heldBy');
    await lock.release();
    if ('release' in other) await other.release();
  });
});

describe('a holder in the same pid namespace', () => {
  it('that was killed holds nothing from that moment on', async () => {
    const holder = await spawnHolder();
    expect(holder.line).toBe('held');
    expect(await takeLock(path)).toEqual({ heldBy: { pid: holder.child.pid } });
    holder.signal('SIGKILL');
    await once(holder.child, 'exit');
    await (await take()).release();
    expect(await claims()).toEqual([]);
  });

  it('that is a zombie holds nothing', async () => {
    // The shell starts the holder and becomes `sleep`, which never reaps it.
    const holder = await spawnHolder({ runner: ['sh', '-c', '"$@" & exec sleep 60', 'sh'] });
    const before = await takeLock(path);
    expect(before).toEqual({ heldBy: { pid: expect.any(Number) as number } });
    const pid = 'heldBy' in before ? before.heldBy.pid : 0;
    process.kill(pid, 'SIGKILL');
    const lock = await waitForLock(path, { signal: AbortSignal.timeout(10_000), retryMs: 1 });
    expect(lock).toBeDefined();
    // Its parent has still not asked for it.
    expect(process.kill(pid, 0)).toBe(true);
    expect(holder.child.exitCode).toBeNull();
    await lock?.release();
  });

  it('whose pid has passed to another process holds nothing', async () => {
    await leaveClaim({ startedAt: '1' });
    await (await take()).release();
  });

  it('that is stopped keeps it, however long it is silent', async () => {
    const holder = await spawnHolder({ staleMs: 50 });
    holder.signal('SIGSTOP');
    const signal = AbortSignal.timeout(500);
    expect(await waitForLock(path, { signal, staleMs: 50 })).toBeUndefined();
    holder.signal('SIGCONT');
    expect(await takeLock(path, { staleMs: 50 })).toEqual({ heldBy: { pid: holder.child.pid } });
  });
});

describe('a holder that cannot be seen from here', () => {
  const elsewhere = { scope: 'another boot pid:[1]', host: 'container-7' };

  it('holds nothing once it has been silent for the stale time', async () => {
    await leaveClaim(elsewhere);
    const watched: string[] = [];
    const lock = await takeLock(path, { staleMs: 100, onWatch: (holder) => watched.push(describeHolder(holder)) });
    expect(lock).not.toHaveProperty('heldBy');
    expect(watched).toEqual([`process ${process.pid} in another container or on another machine (container-7)`]);
    if ('release' in lock) await lock.release();
  });

  it.each([
    ['in the past', 1],
    ['in the future', 4_000_000_000],
  ])('is judged by its renewals, not by the time of day: a clock that stands %s changes nothing', async (_, second) => {
    const claim = await leaveClaim(elsewhere);
    let beat = second;
    const renewal = setInterval(() => void utimes(claim, ++beat, beat).catch(() => undefined), 20);
    expect(await takeLock(path, { staleMs: 500 })).toEqual({ heldBy: { pid: process.pid, elsewhere: 'container-7' } });
    clearInterval(renewal);
    await (await take({ staleMs: 100 })).release();
  });

  it.each(['', 'null', '{"pid":', '{"pid":"1"}', `{"pid":1,"host":"${hostname()}"}`])(
    'is also one whose claim says %j',
    async (text) => {
      const claim = await leaveClaim(text);
      const renewal = setInterval(() => void utimes(claim, new Date(), new Date()).catch(() => undefined), 20);
      expect(await takeLock(path, { staleMs: 500 })).toEqual({ heldBy: { pid: 0, elsewhere: 'unknown' } });
      clearInterval(renewal);
      await (await take({ staleMs: 100 })).release();
    },
  );
});

const describeNamespaces = canMakeNamespaces() ? describe : describe.skip;

describeNamespaces('two pid namespaces on one folder', () => {
  it('see that the other holds it, though its pid means nothing to them', async () => {
    const holder = await spawnHolder({ runner: otherNamespace });
    expect(holder.line).toBe('held');
    expect(await takeLock(path)).toEqual({ heldBy: { pid: 1, elsewhere: hostname() } });

    const third = await spawnHolder({ runner: otherNamespace });
    expect(JSON.parse(third.line)).toEqual({ pid: 1, elsewhere: hostname() });
  });

  it('take over from one that was killed, after the stale time', async () => {
    const options = { staleMs: 1_000 };
    const holder = await spawnHolder({ runner: otherNamespace, ...options });
    holder.signal('SIGKILL');
    await once(holder.child, 'exit');
    await (await take(options)).release();
  });

  it('take over from one that is stopped, which notices when it goes on', async () => {
    const options = { staleMs: 1_000 };
    const holder = await spawnHolder({ runner: otherNamespace, ...options });
    holder.signal('SIGSTOP');
    const lock = await take(options);
    const said = once(holder.child.stdout ?? holder.child, 'data');
    holder.signal('SIGCONT');
    expect(String((await said)[0])).toBe('lost\n');
    expect(await lock.isHeld()).toBe(true);
    await lock.release();
  });
});
