import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { takeLock, type Lock } from '@skillwright/locks';

/**
 * The folder in which one process prepares its commits. A lock on it shows other processes whether its process lives.
 */
export class StagingFolder {
  private constructor(
    readonly path: string,
    private readonly lock: Lock,
  ) {}

  /** Creates a folder below `all`, which must exist. */
  static async create(all: string): Promise<StagingFolder> {
    const path = join(all, randomUUID());
    // The lock comes first, so that a folder without a holder is always an abandoned one.
    const lock = await takeLock(path);
    if ('heldBy' in lock) throw new Error(`the new folder ${path} is held by another process`);
    await mkdir(path);
    return new StagingFolder(path, lock);
  }

  /**
   * Reads from the disk whether this process still holds the folder. Another process removes it when it is taken for
   * dead.
   */
  isHeld(): Promise<boolean> {
    return this.lock.isHeld();
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    await this.lock.release();
  }
}

/** Removes the staging folders of dead processes below `all`. Takes seconds when processes elsewhere hold some. */
export async function removeAbandoned(all: string, signal: AbortSignal): Promise<void> {
  const names = await readdir(all);
  const paths = new Set(names.map((name) => join(all, withoutClaim(name))));
  await Promise.all([...paths].map((path) => removeUnheld(path, signal)));
}

/** Maps a claim to its folder: a process that died early has left a claim without a folder. */
const withoutClaim = (name: string): string => name.replace(/\.[0-9a-f]{16}$/, '');

async function removeUnheld(path: string, signal: AbortSignal): Promise<void> {
  const lock = await takeLock(path, { signal });
  if ('heldBy' in lock) return;
  try {
    // Renamed first, so that a process that was only silent cannot commit a half-removed folder.
    const removed = join(path, '..', randomUUID());
    await rename(path, removed);
    await rm(removed, { recursive: true, force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    await lock.release();
  }
}
