import { availableParallelism } from 'node:os';
import { maxTests, type FoundTest, type Runner, type TestFile, type TestJob } from '../test-protocol.js';
import { fitTest, toText } from './fit-test.js';
import type { ProcessReport, RunProcess } from './run-process.js';
import { runJest } from './run-jest.js';
import { runNodeTests } from './run-node-tests.js';

/** The results of one process. */
export interface ProcessResult {
  readonly runner: Runner;
  readonly paths: readonly string[];
  readonly tests: readonly FoundTest[];
  readonly anomaly: string | null;
}

const runners: Readonly<Record<Runner, RunProcess>> = { node: runNodeTests, jest: runJest };

/** Runs the job's test files in one process for each runner, or in one for each file, several at a time. */
export async function* runTestProcesses(job: TestJob): AsyncGenerator<ProcessResult> {
  const endsAt = performance.now() + job.deadlineMs;
  const waiting = job.isolation === 'shared' ? byRunner(job.testFiles) : job.testFiles.map((file) => [file]);
  const running = new Set<Promise<ProcessResult>>();
  let room = maxTests;
  const next = () => {
    const group = waiting.shift();
    if (!group) return;
    const work: Promise<ProcessResult> = runGroup(job, group, endsAt).finally(() => running.delete(work));
    running.add(work);
  };
  const width = job.isolation === 'shared' ? 1 : Math.min(4, availableParallelism());
  while (waiting.length > 0 || running.size > 0) {
    while (running.size < width && waiting.length > 0) next();
    const result = await Promise.race(running);
    yield withinRoom(result, room);
    room -= Math.min(room, result.tests.length);
  }
}

async function runGroup(job: TestJob, group: readonly TestFile[], endsAt: number): Promise<ProcessResult> {
  const paths = group.map(({ path }) => path);
  const [{ runner, path: fallback } = { runner: 'node' as const, path: '' }] = group;
  const timeoutMs = Math.min(job.processMs, endsAt - performance.now());
  if (timeoutMs <= 0) return { runner, paths, tests: [], anomaly: 'It was not run: the time for all tests was over.' };
  const known = new Set(job.files.map(({ path }) => path));
  const { tests, anomaly } = await runners[runner]({ job, paths, timeoutMs });
  return { runner, paths, ...fitReport({ tests, anomaly }, (test) => fitTest(test, { known, fallback })) };
}

function fitReport({ tests, anomaly }: ProcessReport, fit: (test: unknown) => FoundTest | undefined) {
  const fitted = tests.flatMap((test) => fit(test) ?? []);
  const isOdd = fitted.length < tests.length;
  return {
    tests: fitted,
    anomaly: anomaly === null ? (isOdd ? 'It reported what is no result.' : null) : toText(anomaly),
  };
}

function withinRoom(result: ProcessResult, room: number): ProcessResult {
  if (result.tests.length <= room) return result;
  const anomaly = `All tests together reported more than ${maxTests} results.`;
  return { ...result, tests: result.tests.slice(0, room), anomaly: result.anomaly ?? anomaly };
}

function byRunner(files: readonly TestFile[]): TestFile[][] {
  const groups = (['node', 'jest'] as const).map((runner) => files.filter((file) => file.runner === runner));
  return groups.filter((group) => group.length > 0);
}
