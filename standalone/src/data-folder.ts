import { chmod } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolder } from '@skillwright/service/files';
import { describeHolder, takeLock, type Holder } from '@skillwright/locks';
import { StartError } from '@skillwright/service/start-up';

export interface DataFolder {
  readonly path: string;
  /** Aborts when another Skillwright has taken the folder because this process did not renew its lock in time. */
  readonly lost: AbortSignal;
  /** Releases the folder. */
  stop(): Promise<void>;
}

/**
 * Takes DATA_DIR for this process alone, creates it when it is missing, and closes it to other users. `onWatch` is called with the last holder
 * while it is unknown whether that still lives. Throws a StartError when another process has the folder or it cannot be
 * used.
 */
export async function takeDataFolder(folder: string, onWatch?: (holder: Holder) => void): Promise<DataFolder> {
  const path = resolve(folder);
  try {
    await makeFolder(path);
    // A folder of an earlier version can be open to other users.
    await chmod(path, 0o700);
    const lock = await takeLock(join(path, 'lock'), { ...(onWatch && { onWatch }) });
    if (!('heldBy' in lock)) return { path, lost: lock.lost, stop: () => lock.release() };
    throw new StartError(
      `DATA_DIR ${path} is in use by another Skillwright (${describeHolder(lock.heldBy)}); stop that one, or set DATA_DIR to another folder.`,
    );
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `DATA_DIR ${path} cannot be used: ${(error as Error).message}. Set DATA_DIR to a folder of your own that can be written.`,
      { cause: error },
    );
  }
}
