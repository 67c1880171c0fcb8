import type { FoundTest, TestJob } from '../test-protocol.js';

/** The work of a runner in one process. */
export interface ProcessOptions {
  readonly job: TestJob;
  readonly paths: readonly string[];
  readonly timeoutMs: number;
}

/** Results as the process reported them, which may be anything, and why they cannot be relied on. */
export interface ProcessReport {
  readonly tests: readonly unknown[];
  readonly anomaly: string | null;
}

export type RunProcess = (options: ProcessOptions) => Promise<ProcessReport>;

/** The status of a result, where it is one. */
export function statusOf(test: unknown): unknown {
  return (test as Partial<FoundTest> | null | undefined)?.status;
}
