import { availableParallelism } from 'node:os';
import type { FoundTest, Runner, TestFile, TestJob } from '../protocol.js';
import { runJest } from './run-jest.js';
import { runNodeTests } from './run-node-tests.js';

/** What came of one process. */
export interface ProcessResult {
  readonly runner: Runner;
  readonly paths: readonly string[];
  readonly tests: readonly FoundTest[];
  readonly anomaly: string | null;
}

const runners = { node: runNodeTests, jest: runJest };

/** Runs the job's test files in one process for each runner, or in one for each file, several at a time. */
export async function* runTestProcesses(job: TestJob): AsyncGenerator<ProcessResult> {
  const endsAt = performance.now() + job.deadlineMs;
  const waiting = job.isolation === 'shared' ? byRunner(job.testFiles) : job.testFiles.map((file) => [file]);
  const running = new Set<Promise<ProcessResult>>();
  const next = () => {
    const group = waiting.shift();
    if (!group) return;
    const work: Promise<ProcessResult> = runGroup(job, group, endsAt).finally(() => running.delete(work));
    running.add(work);
  };
  const width = job.isolation === 'shared' ? 1 : Math.min(4, availableParallelism());
  while (waiting.length > 0 || running.size > 0) {
    while (running.size < width && waiting.length > 0) next();
    yield await Promise.race(running);
  }
}

async function runGroup(job: TestJob, group: readonly TestFile[], endsAt: number): Promise<ProcessResult> {
  const paths = group.map(({ path }) => path);
  const runner = group[0]?.runner ?? 'node';
  const timeoutMs = Math.min(job.processMs, endsAt - performance.now());
  if (timeoutMs <= 0) return { runner, paths, tests: [], anomaly: 'It was not run: the time for all tests was over.' };
  return { runner, paths, ...(await runners[runner]({ job, paths, timeoutMs })) };
}

function byRunner(files: readonly TestFile[]): TestFile[][] {
  const groups = (['node', 'jest'] as const).map((runner) => files.filter((file) => file.runner === runner));
  return groups.filter((group) => group.length > 0);
}
