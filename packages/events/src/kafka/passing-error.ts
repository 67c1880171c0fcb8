import { setTimeout as pause } from 'node:timers/promises';
import { exponentialDelay } from '../timing/delay.js';

const attempts = 8;

/**
 * Tries again while the broker answers that it is not ready for this: one that just started, or just made a topic,
 * does not know yet what it leads and coordinates. kafkajs retries some calls then, and passes it on from others.
 */
export async function whilePassing<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isPassing(error)) throw error;
      await pause(exponentialDelay(attempt, { firstDelayMs: 50, maxDelayMs: 1_000 }));
    }
  }
}

/** By name: the error classes of kafkajs cannot be imported into an ES module. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'KafkaJSGroupCoordinatorNotFound') return true;
  if (error.name === 'KafkaJSProtocolError' && 'retriable' in error && error.retriable === true) return true;
  return isPassing(error.cause);
}
