import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '@skillwright/service/start-up';

export interface WaitOptions {
  /** The time to wait, in milliseconds; 30,000 by default. */
  readonly timeoutMs?: number;
  /** The pause between two checks, in milliseconds; 20 by default. */
  readonly intervalMs?: number;
  /** The name of the condition in the error; `the condition` by default. */
  readonly description?: string;
}

/**
 * Checks a condition repeatedly until it returns something truthy, and returns that. A condition that throws is not
 * true yet, so it may contain an `expect`. Throws with the last error of the condition when the time is over.
 */
export async function waitFor<T>(condition: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
  const { timeoutMs = 30_000, intervalMs = 20, description = 'the condition' } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    let failure: unknown;
    try {
      const value = await condition();
      if (value) return value;
    } catch (error) {
      failure = error;
    }
    if (performance.now() >= deadline) {
      const reason = failure === undefined ? '' : `: ${messageOf(failure)}`;
      throw new Error(`Waited ${timeoutMs} ms for ${description} without success${reason}`, { cause: failure });
    }
    await delay(intervalMs);
  }
}
