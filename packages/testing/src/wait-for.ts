import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  /** 30 s by default. */
  readonly timeoutMs?: number;
  readonly intervalMs?: number;
  /** What is waited for, for the error. */
  readonly what?: string;
}

/**
 * Asks until the condition returns something truthy, and returns that. While time is left, a condition that throws has
 * not come true yet, so an `expect` may stand in it. Throws with its last error when the time is up.
 */
export async function waitFor<T>(condition: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
  const { timeoutMs = 30_000, intervalMs = 20, what = 'the condition' } = options;
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
      const reason = failure instanceof Error ? `: ${failure.message}` : '';
      throw new Error(`Waited ${timeoutMs} ms in vain for ${what}${reason}`, { cause: failure });
    }
    await delay(intervalMs);
  }
}
