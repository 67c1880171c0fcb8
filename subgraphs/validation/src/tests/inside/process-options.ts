import type { TestJob } from '../protocol.js';

/** What a runner is to do in one process. */
export interface ProcessOptions {
  readonly job: TestJob;
  readonly paths: readonly string[];
  readonly timeoutMs: number;
}
