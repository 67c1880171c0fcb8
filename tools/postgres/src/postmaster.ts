import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPidInUse, runsWith } from '@skillwright/locks';

/** Beyond the largest process id of any system. */
const noPid = 999_999_999;

/** What a server writes of itself into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping` or `standby`; empty until the server knows. */
  readonly status: string;
}

/** The server that claims the data folder; undefined where there is no claim, or not yet a whole one. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() };
}

/** Whether the process is a PostgreSQL server on this data folder: a process id may have passed to another program. */
export function isServerOf(data: string, pid: number): Promise<boolean> {
  return runsWith(pid, data);
}

/**
 * Takes the process id out of a claim whose server is gone, where the id is in use: PostgreSQL refuses to start then, be it
 * another program's by now or a zombie's. The rest of the claim stays: by the shared memory that it names, PostgreSQL sees
 * whether processes of that server still use the data.
 */
export async function disclaim(data: string, pid: number): Promise<void> {
  if (!isPidInUse(pid)) return;
  const path = join(data, 'postmaster.pid');
  const claim = await readFile(path, 'utf8');
  // Another start may have replaced it.
  if (Number.parseInt(claim, 10) === pid) await writeFile(path, claim.replace(/^\d+/, String(noPid)));
}
