import { waitForLock, type Lock } from '@skillwright/locks';
import { KafkaError, messageOf } from './kafka-error.js';

/** Does `work` while no other process or caller works on the same path; waits up to `timeoutMs` for its turn. */
export async function withLock<Result>(path: string, timeoutMs: number, work: () => Promise<Result>): Promise<Result> {
  const lock = await takeTurn(path, timeoutMs);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function takeTurn(path: string, timeoutMs: number): Promise<Lock> {
  try {
    const lock = await waitForLock(path, { signal: AbortSignal.timeout(timeoutMs) });
    if (lock) return lock;
  } catch (error) {
    throw new KafkaError(`The lock ${path} cannot be had: ${messageOf(error)}.`, { cause: error });
  }
  throw new KafkaError(`The lock ${path} is still held by another process after ${timeoutMs} ms.`);
}
