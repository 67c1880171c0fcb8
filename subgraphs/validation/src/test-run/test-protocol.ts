import type { SourceFile } from '../source/source-file.js';
import type { TestStatus } from './test-result.js';

// The protocol between the service and a test process in the sandbox: a job goes in, one record a line comes out.

export type Runner = 'node' | 'jest';

export interface TestFile {
  readonly path: string;
  readonly runner: Runner;
}

/** The work of one test process. */
export interface TestJob {
  /** Stands in every record, so that no output of the tests is taken for one. */
  readonly nonce: string;
  readonly files: readonly SourceFile[];
  /** All test files of the project: coverage is of the others. */
  readonly testPaths: readonly string[];
  /** The test files of this process. */
  readonly paths: readonly string[];
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

/** The lines of a file, from 0, that the tests of one process ran through, and that they missed. */
export interface FileCoverage {
  readonly path: string;
  readonly ran: readonly number[];
  readonly missed: readonly number[];
}

/** A line of a test process. They come in this order: a beginning, results, coverage, an end. */
export type TestRecord =
  /** Before any code of the project runs; `fault` says why the project could not be written down. */
  | { readonly type: 'begin'; readonly fault: string | null }
  | { readonly type: 'test'; readonly test: FoundTest }
  | { readonly type: 'coverage'; readonly file: FileCoverage }
  /** With the number of results, and whether a test of ours that fails was seen to fail. */
  | { readonly type: 'end'; readonly tests: number; readonly isControlRed: boolean };

export type SignedRecord = { readonly nonce: string } & TestRecord;

/** Where V8 writes its counts, inside the sandbox. */
export const coverageFolder = '/tmp/coverage';

/** The bounds of a run's results. Our programs in the sandbox keep within them, but for the first, which is of all processes. */
export const maxTests = 50_000;
export const maxTitles = 50;
export const maxTextLength = 10_000;
export const maxDurationMs = 86_400_000;
