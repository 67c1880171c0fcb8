import { pause, type Pause } from './pause.js';

export interface GrowingPauseOptions {
  /** The pause after the first failure, in milliseconds. Default: 100. */
  readonly firstMs?: number;
  /** The bound on every pause, in milliseconds. Default: 5000. */
  readonly longestMs?: number;
  /** The share by which chance may shorten a pause, so that many clients do not come back at once. Default: 0.2. */
  readonly jitter?: number;
  /** From 0 to 1. Default: `Math.random`. */
  readonly random?: () => number;
  readonly pause?: Pause;
}

/** The pause after so many failures in a row (from 1), in milliseconds: it doubles with each failure, up to a bound. */
export function growingPauseMs(failures: number, options: GrowingPauseOptions = {}): number {
  const { firstMs = 100, longestMs = 5_000, jitter = 0.2, random = Math.random } = options;
  return Math.min(longestMs, firstMs * 2 ** (failures - 1)) * (1 - jitter * random());
}

/** The pauses of one loop that tries something again and again; see {@link growingPauseMs}. */
export class GrowingPause {
  #failures = 0;

  constructor(private readonly options: GrowingPauseOptions = {}) {}

  /** Failures since the start or the last {@link reset}. */
  get failures(): number {
    return this.#failures;
  }

  /** Counts a failure and returns the pause after it, in milliseconds. */
  next(): number {
    this.#failures++;
    return growingPauseMs(this.#failures, this.options);
  }

  /** Counts a failure and pauses; resolves early when `signal` aborts. */
  wait(signal?: AbortSignal): Promise<void> {
    return (this.options.pause ?? pause)(this.next(), signal);
  }

  /** Call it after a success: the next pause is the first again. */
  reset(): void {
    this.#failures = 0;
  }
}
