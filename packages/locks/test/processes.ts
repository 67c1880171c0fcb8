import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates an empty folder in the folder of the test run. */
export async function workFolder(): Promise<{ path: string; dispose(): Promise<void> }> {
  const path = await mkdtemp(join(process.env['SKILLWRIGHT_TEST_RUN'] ?? tmpdir(), 'locks-'));
  return { path, dispose: () => rm(path, { recursive: true, force: true }) };
}

/** A process in a process group of its own, and the first line that it has printed. */
export interface Spawned {
  readonly child: ChildProcess;
  readonly line: string;
  /** Sends a signal to the group. Does nothing if the group has ended. */
  signal(name: NodeJS.Signals): void;
}

/** Runs a command, and resolves when it has printed its first line. */
export async function spawnUntilLine(command: string, args: readonly string[]): Promise<Spawned> {
  const child = spawn(command, args, {
    cwd: import.meta.dirname,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = (await once(child.stdout, 'data')) as [Buffer];
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-(child.pid ?? 0), name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  return { child, line: output.toString().trim(), signal };
}

export interface HoldOptions {
  readonly staleMs?: number;
  /** A command that runs the process, such as one that isolates it. */
  readonly runner?: readonly string[];
}

/**
 * Starts a process that takes a lock. It prints `held`, or the holder as JSON, and later `lost` if it loses the lock.
 */
export function holdLock(path: string, { runner = [], ...options }: HoldOptions = {}): Promise<Spawned> {
  const script = `
    import { takeLock } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)};
    const lock = await takeLock(${JSON.stringify(path)}, ${JSON.stringify(options)});
    console.log('heldBy' in lock ? JSON.stringify(lock.heldBy) : 'held');
    if (!('heldBy' in lock)) lock.lost.addEventListener('abort', () => console.log('lost'));
    setInterval(() => undefined, 1_000);`;
  const node = ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', script];
  const [command = '', ...args] = [...runner, process.execPath, ...node];
  return spawnUntilLine(command, args);
}

/** Leaves the lock of a process that was killed while it held it. */
export async function leaveDeadLock(path: string): Promise<void> {
  const holder = await holdLock(path);
  holder.signal('SIGKILL');
  await once(holder.child, 'exit');
}

/** The command that runs another command in a pid namespace of its own. */
export const otherNamespace = [
  ...['unshare', '--user', '--map-root-user', '--pid', '--fork', '--kill-child', '--mount-proc', '--'],
] as const;

/** Whether the current user may create namespaces on this machine. */
export function canMakeNamespaces(): boolean {
  const [command, ...args] = otherNamespace;
  try {
    execFileSync(command, [...args, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
