import { maxDurationMs, maxTextLength, maxTitles, type FoundTest } from '../test-protocol.js';

/** Where a test may lie. */
export interface TestPlaces {
  /** Every file of the project. */
  readonly known: ReadonlySet<string>;
  /** Stands for a place outside, or for none. */
  readonly fallback: string;
}

/**
 * Brings a result of a test process within the bounds of a run. The process has run the project's code, so any value may
 * be anything. Returns `undefined` for a value without a status.
 */
export function fitTest(value: unknown, { known, fallback }: TestPlaces): FoundTest | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { path, titles, status, durationMs, message, line, column } = value as Partial<
    Record<keyof FoundTest, unknown>
  >;
  if (status !== 'PASSED' && status !== 'FAILED' && status !== 'SKIPPED') return undefined;
  return {
    path: typeof path === 'string' && known.has(path) ? path : fallback,
    titles: Array.isArray(titles) ? titles.slice(0, maxTitles).map(toText) : [],
    status,
    durationMs: typeof durationMs === 'number' && durationMs >= 0 ? Math.min(durationMs, maxDurationMs) : 0,
    message: message === null || message === undefined ? null : toText(message),
    line: toPlace(line),
    column: toPlace(column),
  };
}

/** Text of a bounded length, from its beginning. */
export function toText(value: unknown): string {
  return (typeof value === 'string' ? value : '').slice(0, maxTextLength);
}

function toPlace(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : null;
}
