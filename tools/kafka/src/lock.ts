import { waitForLock, type Lock } from '@skillwright/locks';
import { messageOf, StartError } from '@skillwright/service/start-up';

/** A lock during the work for which it was taken. */
export interface HeldLock {
  /** Aborts when the lock is lost; the reason is a StartError. */
  readonly lost: AbortSignal;
  /** Reads the lock from the disk. Throws a StartError if it is lost. */
  check(): Promise<void>;
}

/**
 * Runs `work` while no other process or caller holds the lock at `path`; waits up to `timeoutMs` for it. Throws a
 * StartError when the lock is still held then.
 */
export async function withLock<Result>(
  path: string,
  timeoutMs: number,
  work: (held: HeldLock) => Promise<Result>,
): Promise<Result> {
  const lock = await acquire(path, timeoutMs);
  const losing = new AbortController();
  const fault = () => new StartError(`The lock ${path} was lost; another process may have taken it.`);
  lock.lost.addEventListener('abort', () => losing.abort(fault()));
  const check = async () => {
    if (!(await lock.isHeld())) throw fault();
  };
  try {
    return await work({ lost: losing.signal, check });
  } finally {
    await lock.release();
  }
}

async function acquire(path: string, timeoutMs: number): Promise<Lock> {
  try {
    const lock = await waitForLock(path, { signal: AbortSignal.timeout(timeoutMs) });
    if (lock) return lock;
  } catch (error) {
    throw new StartError(`The lock ${path} cannot be taken: ${messageOf(error)}.`, { cause: error });
  }
  throw new StartError(`The lock ${path} is still held by another process after ${timeoutMs} ms.`);
}
