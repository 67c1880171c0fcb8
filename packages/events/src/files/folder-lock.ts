import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findErrorCode } from '../error-facts.js';

interface Holder {
  readonly pid: number;
  /** When the process started, as the system tells it: pids come back. Null where it does not tell. */
  readonly startedAt: string | null;
}

/** Takes a folder for this process; returns how to give it up, or the pid of the living process that has it. A dead holder counts for nothing. */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> } | { heldBy: number }> {
  const path = join(folder, 'lock');
  const mine = join(folder, `.lock.${randomUUID()}`);
  await writeFile(mine, JSON.stringify({ pid: process.pid, startedAt: await findStart(process.pid) }));
  try {
    for (;;) {
      // A link fails where the name exists, and the file behind it is whole from the first moment.
      const taken = await link(mine, path).then(
        () => true,
        () => false,
      );
      if (taken) return { release: () => rm(path, { force: true }) };
      const holder = await readHolder(path);
      if (holder && (await lives(holder))) return { heldBy: holder.pid };
      await rm(path, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' ? { pid: holder.pid, startedAt: holder.startedAt ?? null } : undefined;
  } catch {
    return undefined;
  }
}

async function lives({ pid, startedAt }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (findErrorCode(error) === 'ESRCH') return false;
  }
  return startedAt === null || startedAt === (await findStart(pid));
}

/** Field 22 of /proc/<pid>/stat; the second, the program's name, may hold spaces and brackets. */
async function findStart(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
