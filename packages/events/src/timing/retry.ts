import { setTimeout as pause } from 'node:timers/promises';
import { exponentialDelay } from './delay.js';

/** Does `work` until it succeeds, with growing pauses; false when `signal` aborted first. */
export async function retryUntilAborted(
  work: () => Promise<void>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<boolean> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      await work();
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      onFailure(error);
      await pauseUntilAborted(exponentialDelay(attempt, { firstDelayMs: 100, maxDelayMs: 10_000 }), signal);
    }
  }
  return false;
}

/** Pauses; cut short by `signal`. */
export async function pauseUntilAborted(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
