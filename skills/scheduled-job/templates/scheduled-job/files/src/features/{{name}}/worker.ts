import { setTimeout } from "node:timers/promises";

export interface Clock {
  now(): Date;
  /** Resolves at `time`; rejects as soon as `signal` is aborted. */
  waitUntil(time: Date, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  async waitUntil(time, signal) {
    const delayMs = Math.max(0, time.getTime() - Date.now());
    await setTimeout(delayMs, undefined, { signal });
  },
};

export interface Worker {
  clock: Clock;
  nextRun(time: Date): Date;
  run(dueAt: Date): Promise<void>;
  onError(error: unknown): void;
}

/** Runs on schedule until `signal` is aborted. A run that takes too long skips the times it missed. */
export async function work(
  { clock, nextRun, run, onError }: Worker,
  signal: AbortSignal,
): Promise<void> {
  let last = clock.now();
  while (!signal.aborted) {
    const dueAt = nextRun(last);
    try {
      await clock.waitUntil(dueAt, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    await run(dueAt).catch(onError);
    // A timer may fire a little early: the same time must not come twice.
    last = new Date(Math.max(clock.now().getTime(), dueAt.getTime()));
  }
}
