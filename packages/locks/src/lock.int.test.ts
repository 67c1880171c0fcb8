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

/** Writes the claim of a process that does not renew it. */
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
  it('belongs to one holder until it is released, and leaves no file behind', async () => {
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

  it('is held by one of many contenders at a time, and each gets its turn', async () => {
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

  it('is waited for until the signal aborts', async () => {
    const lock = await take();
    expect(await waitForLock(path, { signal: AbortSignal.timeout(10) })).toBeUndefined();
    await lock.release();
  });

  it('is lost with the folder that contains it', async () => {
    const lock = await take({ staleMs: 50 });
    const lost = once(lock.lost, 'abort');
    await rm(folder.path, { recursive: true });
    await lost;
    expect(await lock.isHeld()).toBe(false);
  });

  it('is independent of another lock in the same folder', async () => {
    const lock = await take();
    const other = await takeLock(`${path}.other`);
    expect(other).not.toHaveProperty('heldBy');
    await lock.release();
    if ('release' in other) await other.release();
  });
});

describe('a holder in the same pid namespace', () => {
  it('loses its lock as soon as it is killed', async () => {
    const holder = await spawnHolder();
    expect(holder.line).toBe('held');
    expect(await takeLock(path)).toEqual({ heldBy: { pid: holder.child.pid } });
    holder.signal('SIGKILL');
    await once(holder.child, 'exit');
    await (await take()).release();
    expect(await claims()).toEqual([]);
  });

  it('holds nothing as a zombie', async () => {
    // The shell starts the holder and becomes `sleep`, which never reaps it.
    const holder = await spawnHolder({ runner: ['sh', '-c', '"$@" & exec sleep 60', 'sh'] });
    const before = await takeLock(path);
    expect(before).toEqual({ heldBy: { pid: expect.any(Number) as number } });
    const pid = 'heldBy' in before ? before.heldBy.pid : 0;
    process.kill(pid, 'SIGKILL');
    const lock = await waitForLock(path, { signal: AbortSignal.timeout(10_000), retryMs: 1 });
    expect(lock).toBeDefined();
    // The parent has still not reaped it.
    expect(process.kill(pid, 0)).toBe(true);
    expect(holder.child.exitCode).toBeNull();
    await lock?.release();
  });

  it('holds nothing if its pid belongs to another process now', async () => {
    await leaveClaim({ startedAt: '1' });
    await (await take()).release();
  });

  it('keeps its lock while it is stopped, for any length of time', async () => {
    const holder = await spawnHolder({ staleMs: 50 });
    holder.signal('SIGSTOP');
    const signal = AbortSignal.timeout(500);
    expect(await waitForLock(path, { signal, staleMs: 50 })).toBeUndefined();
    holder.signal('SIGCONT');
    expect(await takeLock(path, { staleMs: 50 })).toEqual({ heldBy: { pid: holder.child.pid } });
  });
});

describe('a holder that cannot be seen from this process', () => {
  const elsewhere = { scope: 'another boot pid:[1]', host: 'container-7' };

  it('holds nothing after it was silent for the stale time', async () => {
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
  ])('is judged by its renewals and not by the time of its clock (%s)', async (_, second) => {
    const claim = await leaveClaim(elsewhere);
    let beat = second;
    const renewal = setInterval(() => void utimes(claim, ++beat, beat).catch(() => undefined), 20);
    expect(await takeLock(path, { staleMs: 500 })).toEqual({ heldBy: { pid: process.pid, elsewhere: 'container-7' } });
    clearInterval(renewal);
    await (await take({ staleMs: 100 })).release();
  });

  it.each(['', 'null', '{"pid":', '{"pid":"1"}', `{"pid":1,"host":"${hostname()}"}`])(
    'is assumed for a claim with the content %j',
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

describeNamespaces('processes in two pid namespaces with one folder', () => {
  it('recognise each other as holders, although their pids mean nothing to each other', async () => {
    const holder = await spawnHolder({ runner: otherNamespace });
    expect(holder.line).toBe('held');
    expect(await takeLock(path)).toEqual({ heldBy: { pid: 1, elsewhere: hostname() } });

    const third = await spawnHolder({ runner: otherNamespace });
    expect(JSON.parse(third.line)).toEqual({ pid: 1, elsewhere: hostname() });
  });

  it('take over the lock of a killed process after the stale time', async () => {
    const options = { staleMs: 1_000 };
    const holder = await spawnHolder({ runner: otherNamespace, ...options });
    holder.signal('SIGKILL');
    await once(holder.child, 'exit');
    await (await take(options)).release();
  });

  it('take over the lock of a stopped process, which notices the loss when it continues', async () => {
    const options = { staleMs: 1_000 };
    const holder = await spawnHolder({ runner: otherNamespace, ...options });
    holder.signal('SIGSTOP');
    const lock = await take(options);
    const printed = once(holder.child.stdout ?? holder.child, 'data');
    holder.signal('SIGCONT');
    expect(String((await printed)[0])).toBe('lost\n');
    expect(await lock.isHeld()).toBe(true);
    await lock.release();
  });
});
