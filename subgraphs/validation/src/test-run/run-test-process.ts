import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { createLineReader } from '../sandbox/read-lines.js';
import type { Sandbox, SandboxLimits } from '../sandbox/sandbox.js';
import { findAnomaly } from './find-anomaly.js';
import { TestAnswer } from './test-answer.js';
import { parseTestRecord } from './test-messages.js';
import { testProgram } from './test-program.js';
import type { FileCoverage, FoundTest, Runner, TestJob } from './test-protocol.js';

const mebibyte = 1024 * 1024;
const maxLineBytes = 4 * mebibyte;

export interface ProcessOptions {
  readonly runner: Runner;
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  readonly signal: AbortSignal;
}

/** The results of one test process. */
export interface ProcessResult {
  readonly paths: readonly string[];
  readonly tests: readonly FoundTest[];
  readonly coverage: readonly FileCoverage[];
  /** Why the results cannot be relied on; null when the process came to its end. */
  readonly anomaly: string | null;
}

/**
 * Runs test files in one process, in a sandbox of its own, and judges its end from outside of it. Throws on `signal`, and
 * where the process ends by itself before it is set up: no code of the project has run then.
 */
export async function runTestProcess(
  sandbox: Sandbox,
  job: Omit<TestJob, 'nonce'>,
  { runner, timeoutMs, memoryBytes, signal }: ProcessOptions,
): Promise<ProcessResult> {
  const nonce = randomUUID();
  const answer = new TestAnswer(nonce, job.files);
  const child = sandbox.start({ ...testProgram(runner), limits: limitsFor(timeoutMs, memoryBytes), signal });
  child.onOutput(createLineReader({ maxBytes: maxLineBytes, onLine: (line) => answer.take(parseTestRecord(line)) }));
  child.input.end(JSON.stringify({ ...job, nonce } satisfies TestJob));
  const exit = await child.exited;
  signal.throwIfAborted();
  if (exit.reason === 'exited' && !answer.begin) {
    throw new Error(`The program for tests failed in the sandbox: ${exit.errorOutput}`);
  }
  const isForged = exit.reason === 'refused' || answer.end?.isControlRed === false;
  const { tests, coverage } = isForged ? nothing : answer;
  return { paths: job.paths, tests, coverage, anomaly: findAnomaly(answer, exit, timeoutMs) };
}

const nothing = { tests: [], coverage: [] } as const;

function limitsFor(wallMs: number, memoryBytes: number): SandboxLimits {
  return {
    ...{ wallMs, memoryBytes },
    cpuSeconds: Math.ceil((wallMs / 1000) * availableParallelism()) + 1,
    processes: 256,
    outputBytes: 16 * mebibyte,
    errorBytes: 32 * mebibyte,
    workBytes: 256 * mebibyte,
  };
}
