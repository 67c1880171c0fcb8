import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeHolder, takeLock, type Holder } from '@skillwright/locks';
import { StartError } from './start-error.js';

export interface DataFolder {
  readonly path: string;
  /** Aborts when another Skillwright elsewhere has taken the folder, because this one was silent for too long. */
  readonly lost: AbortSignal;
  /** Gives it up. */
  stop(): Promise<void>;
}

/** Takes DATA_DIR, made when missing, for this process alone; throws a StartError where another one has it. */
export async function takeDataFolder(folder: string, onWatch?: (holder: Holder) => void): Promise<DataFolder> {
  const path = resolve(folder);
  try {
    await mkdir(path, { recursive: true });
    const lock = await takeLock(join(path, 'lock'), { ...(onWatch && { onWatch }) });
    if (!('heldBy' in lock)) return { path, lost: lock.lost, stop: () => lock.release() };
    throw new StartError(
      `DATA_DIR ${path} is in use by another Skillwright (${describeHolder(lock.heldBy)}); stop that one, or set DATA_DIR to another folder.`,
    );
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`DATA_DIR ${path} cannot be used: ${(error as Error).message}.`, { cause: error });
  }
}
