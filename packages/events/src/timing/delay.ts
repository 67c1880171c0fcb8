export interface DelayOptions {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** The pause after the `attempt`th failure (from 1): twice as long each time, up to a bound, less up to a fifth so that many do not come back at once. */
export function exponentialDelay(attempt: number, options: DelayOptions, random: () => number = Math.random): number {
  const full = Math.min(options.maxDelayMs, options.firstDelayMs * 2 ** (attempt - 1));
  return full * (1 - 0.2 * random());
}
