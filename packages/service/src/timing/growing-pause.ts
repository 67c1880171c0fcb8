import { pause, type Pause } from './pause.js';

export interface GrowingPauseOptions {
  /** The pause after the first failure, in milliseconds. Default: 100. */
  readonly firstMs?: number;
  /** The maximum of every pause, in milliseconds. Default: 5000. */
  readonly longestMs?: number;
  /**
   * The share by which a pause is shortened at random, so that many clients do not retry at the same time. Default:
   * 0.2.
   */
  readonly jitter?: number;
  /** Returns a number from 0 to 1. Default: `Math.random`. */
  readonly random?: () => number;
  readonly pause?: Pause;
}

/**
 * Returns the pause after a number of failures in a row (from 1), in milliseconds. It doubles with each failure, up to
 * a maximum.
 */
export function growingPauseMs(failures: number, options: GrowingPauseOptions = {}): number {
  const { firstMs = 100, longestMs = 5_000, jitter = 0.2, random = Math.random } = options;
  return Math.min(longestMs, firstMs * 2 ** (failures - 1)) * (1 - jitter * random());
}

/** The pauses of one retry loop; see {@link growingPauseMs}. */
export class GrowingPause {
  #failures = 0;

  constructor(private readonly options: GrowingPauseOptions = {}) {}

  /** The number of failures since the start or the last {@link reset}. */
  get failures(): number {
    return this.#failures;
  }

  /** Counts a failure and returns the pause after it, in milliseconds. */
  next(): number {
    this.#failures++;
    return growingPauseMs(this.#failures, this.options);
  }

  /** Counts a failure and pauses. Resolves early when `signal` aborts. */
  wait(signal?: AbortSignal): Promise<void> {
    return (this.options.pause ?? pause)(this.next(), signal);
  }

  /** Resets the count after a success: the next pause is the first one again. */
  reset(): void {
    this.#failures = 0;
  }
}
