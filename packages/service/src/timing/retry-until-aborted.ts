import { GrowingPause, type GrowingPauseOptions } from './growing-pause.js';

export interface RetryOptions extends GrowingPauseOptions {
  readonly signal: AbortSignal;
  /**
   * Called after each failure, with the number of failures so far (from 1). An error that it throws ends the retries.
   */
  onFailure(error: unknown, failures: number): void;
}

/**
 * Calls `work` until it succeeds, with growing pauses in between. Resolves with true after a success and with false
 * once `signal` has aborted. Rejects with the error that `onFailure` throws.
 */
export async function retryUntilAborted(work: () => Promise<void>, options: RetryOptions): Promise<boolean> {
  const { signal, onFailure } = options;
  const pauses = new GrowingPause(options);
  while (!signal.aborted) {
    try {
      await work();
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      onFailure(error, pauses.failures + 1);
    }
    await pauses.wait(signal);
  }
  return false;
}
