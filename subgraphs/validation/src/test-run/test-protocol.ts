import type { SourceFile } from '../source/source-file.js';
import type { TestStatus } from './test-result.js';

// The protocol between the service and its test program in the sandbox: a job goes in, one JSON value a line comes out.

export type Runner = 'node' | 'jest';

export interface TestFile {
  readonly path: string;
  readonly runner: Runner;
}

export interface TestJob {
  /** Stands in every line of our program, so that no output of the tests is taken for a result. */
  readonly nonce: string;
  readonly files: readonly SourceFile[];
  readonly testFiles: readonly TestFile[];
  /** All files of a runner in one process, or each in its own. */
  readonly isolation: 'shared' | 'each';
  readonly processMs: number;
  readonly deadlineMs: number;
  readonly coverage: boolean;
}

/** One test, or a file that did not come to its tests. */
export interface FoundTest {
  readonly path: string;
  /** From the outermost suite to the test; empty for the file itself. */
  readonly titles: readonly string[];
  readonly status: TestStatus;
  readonly durationMs: number;
  readonly message: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

export type TestMessage = { readonly nonce: string } & (
  | {
      readonly type: 'process';
      readonly runner: Runner;
      readonly paths: readonly string[];
      readonly tests: readonly FoundTest[];
      /** Why the results of this process cannot be relied on; null when it came to its end. */
      readonly anomaly: string | null;
    }
  | { readonly type: 'end'; readonly coveragePercent: number | null }
);

/** The bounds of a run's results. Our program in the sandbox keeps within them. */
export const maxTests = 50_000;
export const maxTitles = 50;
export const maxTextLength = 10_000;
export const maxDurationMs = 86_400_000;

/** A line of the reporter in a test process: a result, or at the end the number of results. */
export type TestRecord = { readonly nonce: string } & (
  { readonly type: 'test'; readonly test: FoundTest } | { readonly type: 'end'; readonly tests: number }
);
