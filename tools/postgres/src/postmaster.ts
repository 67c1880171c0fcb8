import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPidInUse, runsWith } from '@skillwright/locks';

/** A number above the largest process id of any system. */
const noPid = 999_999_999;

/** The content of `postmaster.pid`, which a server writes. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping` or `standby`; empty until the server has written it. */
  readonly status: string;
}

/** Reads which server claims the data folder. Returns undefined when there is no claim or an incomplete one. */
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

/**
 * Returns whether the process is a PostgreSQL server on this data folder, since another program may have its pid by
 * now.
 */
export function isServerOf(data: string, pid: number): Promise<boolean> {
  return runsWith(pid, data);
}

/**
 * Replaces the pid in the claim of a server that has ended, when a zombie or another program has that pid: PostgreSQL
 * would refuse to start. The rest of the claim stays: it names the shared memory by which PostgreSQL finds out whether
 * processes of that server still use the data.
 */
export async function disclaim(data: string, pid: number): Promise<void> {
  if (!isPidInUse(pid)) return;
  const path = join(data, 'postmaster.pid');
  const claim = await readFile(path, 'utf8');
  // Another start may have replaced the claim.
  if (Number.parseInt(claim, 10) === pid) await writeFile(path, claim.replace(/^\d+/, String(noPid)));
}
