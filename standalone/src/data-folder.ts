import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { lockFolder } from '@skillwright/events';
import { StartError } from './start-error.js';

export interface DataFolder {
  readonly path: string;
  /** Gives it up. */
  stop(): Promise<void>;
}

/** Takes DATA_DIR, made when missing, for this process alone; throws a StartError where another one has it. */
export async function takeDataFolder(folder: string): Promise<DataFolder> {
  const path = resolve(folder);
  try {
    await mkdir(path, { recursive: true });
    const lock = await lockFolder(path);
    if (!('heldBy' in lock)) return { path, stop: () => lock.release() };
    throw new StartError(
      `DATA_DIR ${path} is in use by another Skillwright (process ${lock.heldBy}); stop that one, or set DATA_DIR to another folder.`,
    );
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`DATA_DIR ${path} cannot be used: ${(error as Error).message}.`, { cause: error });
  }
}
