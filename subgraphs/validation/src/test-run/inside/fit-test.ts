import { maxDurationMs, maxTextLength, maxTitles, type FoundTest } from '../test-protocol.js';

/** Where a test may lie. */
export interface TestPlaces {
  /** Every file of the project. */
  readonly known: ReadonlySet<string>;
  /** Stands for a place outside, or for none. */
  readonly fallback: string;
}

/** Brings a result within the bounds of a run: a title may be as long as it likes, and a test may lie in a package. */
export function fitTest(test: FoundTest, { known, fallback }: TestPlaces): FoundTest {
  return {
    path: known.has(test.path) ? test.path : fallback,
    titles: test.titles.slice(0, maxTitles).map(toText),
    status: test.status,
    durationMs: test.durationMs >= 0 ? Math.min(test.durationMs, maxDurationMs) : 0,
    message: test.message === null ? null : toText(test.message),
    line: toPlace(test.line),
    column: toPlace(test.column),
  };
}

/** Text of a bounded length, from its beginning. */
function toText(value: unknown): string {
  return (typeof value === 'string' ? value : '').slice(0, maxTextLength);
}

function toPlace(value: number | null): number | null {
  return Number.isSafeInteger(value) && Number(value) >= 1 ? value : null;
}
