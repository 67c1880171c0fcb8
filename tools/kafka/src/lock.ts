import { waitForLock, type Lock } from '@skillwright/locks';
import { KafkaError, messageOf } from './kafka-error.js';

/**
 * Runs `work` while no other process or caller holds the lock at `path`; waits up to `timeoutMs` for it. Throws a
 * KafkaError when the lock is still held then.
 */
export async function withLock<Result>(path: string, timeoutMs: number, work: () => Promise<Result>): Promise<Result> {
  const lock = await acquire(path, timeoutMs);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function acquire(path: string, timeoutMs: number): Promise<Lock> {
  try {
    const lock = await waitForLock(path, { signal: AbortSignal.timeout(timeoutMs) });
    if (lock) return lock;
  } catch (error) {
    throw new KafkaError(`The lock ${path} cannot be taken: ${messageOf(error)}.`, { cause: error });
  }
  throw new KafkaError(`The lock ${path} is still held by another process after ${timeoutMs} ms.`);
}
