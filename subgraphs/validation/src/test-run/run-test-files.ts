import { availableParallelism } from 'node:os';
import type { Sandbox } from '../sandbox/sandbox.js';
import type { SourceFile } from '../source/source-file.js';
import { percentOf } from './coverage-rules.js';
import { runTestProcess, type ProcessResult } from './run-test-process.js';
import { maxTests, type TestFile } from './test-protocol.js';

const mebibyte = 1024 * 1024;
/** Of all processes that run at a time. */
const memoryBytes = 1536 * mebibyte;
const maxAtATime = 3;

/** How long the tests may take. */
export interface TestDeadlines {
  /** Of one process. */
  readonly processMs: number;
  /** Of all processes of one run. */
  readonly allMs: number;
}

export const testDeadlines: TestDeadlines = { processMs: 30_000, allMs: 90_000 };

/** The results of all test files of a project. */
export interface TestRun {
  readonly processes: readonly ProcessResult[];
  readonly coveragePercent: number | null;
}

export interface TestRunOptions {
  readonly files: readonly SourceFile[];
  readonly testFiles: readonly TestFile[];
  /** All files of a runner in one process, or each in its own. */
  readonly isolation: 'shared' | 'each';
  readonly deadlines: TestDeadlines;
  readonly signal: AbortSignal;
}

/** Runs test files, each process in a fresh sandbox and several at a time. Throws as `runTestProcess` does. */
export async function runTestFiles(sandbox: Sandbox, options: TestRunOptions): Promise<TestRun> {
  const { files, testFiles, isolation, deadlines } = options;
  const endsAt = performance.now() + deadlines.allMs;
  const waiting = isolation === 'shared' ? byRunner(testFiles) : testFiles.map((file) => [file]);
  const width = isolation === 'shared' ? 1 : Math.min(maxAtATime, availableParallelism(), waiting.length);
  const given = new AbortController();
  const signal = AbortSignal.any([options.signal, given.signal]);
  const testPaths = testFiles.map(({ path }) => path);
  const processes: ProcessResult[] = [];

  const runGroup = async ([file, ...others]: readonly TestFile[]): Promise<ProcessResult> => {
    const { runner, path } = file as TestFile;
    const paths = [path, ...others.map((other) => other.path)];
    const timeoutMs = Math.min(deadlines.processMs, endsAt - performance.now());
    if (timeoutMs <= 0) return notRun(paths);
    const limits = { timeoutMs, memoryBytes: Math.floor(memoryBytes / width) };
    return await runTestProcess(sandbox, { files, testPaths, paths }, { runner, signal, ...limits });
  };
  const work = async () => {
    for (let group = waiting.shift(); group; group = waiting.shift()) processes.push(await runGroup(group));
  };
  try {
    await Promise.all(Array.from({ length: width }, work));
  } finally {
    given.abort();
  }
  return {
    processes: withinRoom(processes),
    coveragePercent: percentOf(processes.flatMap(({ coverage }) => coverage)),
  };
}

function notRun(paths: readonly string[]): ProcessResult {
  return { paths, tests: [], coverage: [], anomaly: 'It was not run: the time for all tests was over.' };
}

function withinRoom(processes: readonly ProcessResult[]): ProcessResult[] {
  let room = maxTests;
  return processes.map((result) => {
    const tests = result.tests.slice(0, room);
    room -= tests.length;
    if (tests.length === result.tests.length) return result;
    const anomaly = `All tests together reported more than ${maxTests} results.`;
    return { ...result, tests, anomaly: result.anomaly ?? anomaly };
  });
}

function byRunner(files: readonly TestFile[]): TestFile[][] {
  const groups = (['node', 'jest'] as const).map((runner) => files.filter((file) => file.runner === runner));
  return groups.filter((group) => group.length > 0);
}
