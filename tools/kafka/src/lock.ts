import { lock } from 'proper-lockfile';
import { KafkaError, messageOf } from './kafka-error.js';

const retryMs = 200;

/** Does `work` while no other process or caller works on the same path; waits up to `timeoutMs` for its turn. */
export async function withLock<Result>(path: string, timeoutMs: number, work: () => Promise<Result>): Promise<Result> {
  const release = await lock(path, {
    realpath: false,
    stale: 5_000,
    retries: { retries: Math.ceil(timeoutMs / retryMs), factor: 1, minTimeout: retryMs, maxTimeout: retryMs },
  }).catch((error: unknown) => {
    throw new KafkaError(`The lock ${path}.lock cannot be had: ${messageOf(error)}.`, { cause: error });
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
