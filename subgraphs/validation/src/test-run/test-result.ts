export type TestStatus = 'PASSED' | 'FAILED' | 'SKIPPED';

/** How one test of the project went. */
export interface TestResult {
  /** With its file and suites: `test/a.test.ts > suite > test`. */
  readonly name: string;
  readonly status: TestStatus;
  readonly durationMs: number;
  /** Why it failed; null otherwise. */
  readonly message: string | null;
}
