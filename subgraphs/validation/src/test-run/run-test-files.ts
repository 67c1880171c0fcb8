import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { ownProgram } from '../sandbox/own-program.js';
import { createLineReader } from '../sandbox/read-lines.js';
import type { Sandbox, SandboxExit, SandboxLimits } from '../sandbox/sandbox.js';
import type { SourceFile } from '../source/source-file.js';
import type { TestFile, TestJob, TestMessage } from './test-protocol.js';
import { TestAnswer } from './test-answer.js';
import { parseTestMessage } from './test-messages.js';

const mebibyte = 1024 * 1024;
/** One process reports at most 16 MiB of results, which our program passes on as one line. */
const maxLineBytes = 32 * mebibyte;

/** How long the tests may take. */
export interface TestDeadlines {
  /** Of one process. */
  readonly processMs: number;
  /** Of all processes of one sandbox. */
  readonly allMs: number;
}

export const testDeadlines: TestDeadlines = { processMs: 30_000, allMs: 90_000 };

export type ProcessMessage = Extract<TestMessage, { type: 'process' }>;

/** The results of one sandbox full of tests. */
export interface TestRun {
  readonly processes: readonly ProcessMessage[];
  readonly coveragePercent: number | null;
  /** Why the sandbox did not come to its end; null when it did. */
  readonly ended: TestRunEnd | null;
}

export type TestRunEnd = Pick<SandboxExit, 'reason' | 'refusal' | 'errorOutput'>;

/**
 * Runs test files in a fresh sandbox. Throws on `signal`, and where our own program in there fails. Where the output is
 * not that program's, the run has no results.
 */
export async function runTestFiles(
  sandbox: Sandbox,
  files: readonly SourceFile[],
  testFiles: readonly TestFile[],
  isolation: TestJob['isolation'],
  deadlines: TestDeadlines,
  signal: AbortSignal,
): Promise<TestRun> {
  const nonce = randomUUID();
  const job: TestJob = {
    ...{ nonce, files, testFiles, isolation, coverage: true },
    ...{ processMs: deadlines.processMs, deadlineMs: deadlines.allMs },
  };
  const answer = new TestAnswer(nonce, files, testFiles);
  const program = ownProgram('test-run/inside/main', { heapMegabytes: 512 });
  const child = sandbox.start({ ...program, limits: limitsFor(deadlines), signal });
  const take = (line: string) => answer.take(parseTestMessage(line));
  child.onOutput(createLineReader({ maxBytes: maxLineBytes, onLine: take }));
  child.input.end(JSON.stringify(job));
  const exit = await child.exited;
  signal.throwIfAborted();
  if (exit.reason === 'refused') return { processes: [], coveragePercent: null, ended: exit };
  if (exit.reason === 'exited' && exit.code !== 0) {
    throw new Error(`The program for tests failed in the sandbox: ${exit.errorOutput}`);
  }
  const { processes, end } = answer;
  return { processes, coveragePercent: end?.coveragePercent ?? null, ended: end ? null : exit };
}

function limitsFor({ allMs }: TestDeadlines): SandboxLimits {
  const wallMs = allMs + 10_000;
  return {
    wallMs,
    cpuSeconds: Math.ceil((wallMs / 1000) * availableParallelism()) + 1,
    memoryBytes: 1536 * mebibyte,
    processes: 256,
    outputBytes: 64 * mebibyte,
    workBytes: 256 * mebibyte,
  };
}
