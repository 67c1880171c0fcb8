import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { ownProgram } from '../sandbox/own-program.js';
import type { Sandbox, SandboxLimits, SandboxResult } from '../sandbox/sandbox.js';
import type { SourceFile } from '../source/source-file.js';
import type { TestFile, TestJob, TestMessage } from './protocol.js';

const mebibyte = 1024 * 1024;

/** How long the tests may take. */
export interface TestDeadlines {
  /** Of one process. */
  readonly processMs: number;
  /** Of all processes of one sandbox. */
  readonly allMs: number;
}

export const testDeadlines: TestDeadlines = { processMs: 30_000, allMs: 90_000 };

const program = ownProgram(new URL('inside/main', import.meta.url), new URL('.', import.meta.url), {
  heapMegabytes: 512,
});

export type ProcessMessage = Extract<TestMessage, { type: 'process' }>;

/** What one sandbox full of tests gave. */
export interface TestRun {
  readonly processes: readonly ProcessMessage[];
  readonly coveragePercent: number | null;
  /** Why the sandbox did not come to its end; null when it did. */
  readonly ended: Pick<SandboxResult, 'reason' | 'errorOutput'> | null;
}

/** Runs test files in a fresh sandbox. Throws on `signal`, and where our own program in there fails. */
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
  const result = await sandbox.run({ ...program, limits: limitsFor(deadlines), signal, input: JSON.stringify(job) });
  signal.throwIfAborted();
  if (result.reason === 'exited' && result.exit.code !== 0) {
    throw new Error(`The program for tests failed in the sandbox: ${result.errorOutput}`);
  }
  const messages = parseMessages(result.output, nonce);
  const end = messages.find((message) => message.type === 'end');
  return {
    processes: messages.filter((message) => message.type === 'process'),
    coveragePercent: end?.coveragePercent ?? null,
    ended: end ? null : result,
  };
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

function parseMessages(output: string, nonce: string): TestMessage[] {
  return output.split('\n').flatMap((line) => {
    try {
      const message = JSON.parse(line) as TestMessage;
      return message.nonce === nonce ? [message] : [];
    } catch {
      return [];
    }
  });
}
