import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * A living process. `startedAt` distinguishes it from earlier processes with the same pid; null if the system does not
 * report it.
 */
export interface LivingProcess {
  readonly startedAt: string | null;
}

const largestPid = 2 ** 31 - 1;

/** Whether a process with this pid lives. A zombie does not: it has ended and waits for its parent to reap it. */
export function isAlive(pid: number): boolean {
  return findLiving(pid) !== undefined;
}

/**
 * Whether a process with this pid lives and was started with this argument. The pid alone may belong to another program
 * by now.
 */
export async function runsWith(pid: number, argument: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  // Only /proc separates the arguments; `ps` joins them with spaces.
  if (showsOurProcesses()) return (await argumentsOf(pid)).includes(argument);
  return promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.includes(argument),
    () => false,
  );
}

/** Returns the process with this pid if it lives. */
export function findLiving(pid: number): LivingProcess | undefined {
  if (!isPidInUse(pid)) return undefined;
  const status = readStatus(pid);
  // The process has ended in the meantime, or its owner hides it.
  if (!status) return isPidInUse(pid) ? { startedAt: null } : undefined;
  return /^[ZX]/i.test(status.state) ? undefined : status;
}

/** Whether the system has an entry for this pid: a process or a zombie. */
export function isPidInUse(pid: number): boolean {
  // Zero and negative numbers stand for process groups.
  if (!Number.isInteger(pid) || pid < 1 || pid > largestPid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readStatus(pid: number): { state: string; startedAt: string | null } | undefined {
  try {
    if (showsOurProcesses()) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The second field, the program's name in brackets, may contain spaces and brackets.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { state: fields[0] ?? '', startedAt: fields[19] ?? null };
    }
    if (process.platform === 'linux') return undefined;
    const line = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
    const [, state = '', startedAt = null] = /^\s*(\S+)\s+(.*\S)/.exec(line) ?? [];
    return { state, startedAt };
  } catch {
    return undefined;
  }
}

async function argumentsOf(pid: number): Promise<readonly string[]> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
}

let proc: boolean | undefined;

/** Whether /proc exists and numbers processes as this process does. A new pid namespace may still see the old /proc. */
function showsOurProcesses(): boolean {
  return (proc ??= readLink('/proc/self') === String(process.pid));
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
