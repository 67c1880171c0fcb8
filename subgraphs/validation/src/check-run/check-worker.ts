import { createLineReader } from '../sandbox/read-lines.js';
import { ownProgram } from '../sandbox/own-program.js';
import type { Sandbox, SandboxExit, SandboxLimits, SandboxProcess } from '../sandbox/sandbox.js';
import { JobAnswer } from './job-answer.js';
import type { CheckJob, CheckUnit, FoundUnit } from './worker-protocol.js';
import { parseWorkerMessage } from './worker-messages.js';

const mebibyte = 1024 * 1024;

const limits: SandboxLimits = {
  // It lives for many jobs: each has its own deadlines.
  ...{ wallMs: 0, cpuSeconds: 0, outputBytes: 0 },
  // It writes no file: a job is in memory.
  ...{ memoryBytes: 2048 * mebibyte, processes: 128, workBytes: 4096 },
};
const maxLineBytes = 8 * mebibyte;

/** How long a worker may take to start, to be silent at work, and for all of one job. */
export interface CheckDeadlines {
  readonly startMs: number;
  readonly unitMs: number;
  readonly jobMs: number;
}

/** The result of a job in one worker. */
export interface CheckAttempt {
  readonly found: readonly FoundUnit[];
  readonly filesChecked: number;
  /** `undefined` when the job came to its end. */
  readonly ended?: CheckEnd;
}

/** How a worker ended in the middle of a job. */
export interface CheckEnd {
  readonly because: 'crashed' | 'too slow' | 'out of memory' | 'aborted' | 'refused';
  /** The unit that was begun last; `undefined` before the first. */
  readonly at: CheckUnit | undefined;
  /** A description of the refused output, else the end of standard error. */
  readonly detail: string;
}

/** A process in the sandbox that checks one job after the other, until it is spent. */
export class CheckWorker {
  private readonly child: SandboxProcess;
  private exit: SandboxExit | undefined;
  private answer: JobAnswer | undefined;
  private onProgress: () => void = () => undefined;
  private isReady = false;
  private jobs = 0;
  private killed = false;
  private heapBytes = 0;

  constructor(sandbox: Sandbox) {
    this.child = sandbox.start({ ...ownProgram('check-run/inside/worker', ['--max-old-space-size=1024']), limits });
    this.child.onOutput(createLineReader({ maxBytes: maxLineBytes, onLine: (line) => this.take(line) }));
    void this.child.exited.then((exit) => {
      this.exit = exit;
    });
  }

  /** Whether a new one should take its place: it died or is about to, grew, or has done its share. */
  get isSpent(): boolean {
    return this.exit !== undefined || this.killed || this.jobs >= 200 || this.heapBytes > 600 * mebibyte;
  }

  /** Whether the job that it has, or had last, is not its first. */
  get wasUsed(): boolean {
    return this.jobs > 1;
  }

  /** Runs one job; one at a time. Resolves however the worker ends. */
  async run(job: CheckJob, { startMs, unitMs, jobMs }: CheckDeadlines, signal?: AbortSignal): Promise<CheckAttempt> {
    this.jobs += 1;
    const answer = new JobAnswer(job);
    this.answer = answer;
    let because: 'crashed' | 'too slow' | 'aborted' = 'crashed';
    const stop = (why: typeof because) => {
      because = why;
      this.kill();
    };
    const onAbort = () => stop('aborted');
    const wholeDeadline = setTimeout(() => stop('too slow'), this.isReady ? jobMs : startMs + jobMs);
    let unitDeadline = setTimeout(() => stop('too slow'), this.isReady ? unitMs : startMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    try {
      const done = new Promise<void>((resolve) => {
        this.onProgress = () => {
          clearTimeout(unitDeadline);
          unitDeadline = setTimeout(() => stop('too slow'), unitMs);
          if (answer.filesChecked !== undefined) resolve();
        };
      });
      this.child.input.write(`${JSON.stringify(job)}\n`);
      await Promise.race([done, this.child.exited]);
      const { found, at, filesChecked } = answer;
      // A worker that writes on after its end is not ours any more, and its answer is not to be relied on.
      if (filesChecked !== undefined && !this.killed) return { found, filesChecked };
      return { found, filesChecked: 0, ended: { ...describeEnd(await this.child.exited, because), at } };
    } finally {
      clearTimeout(wholeDeadline);
      clearTimeout(unitDeadline);
      signal?.removeEventListener('abort', onAbort);
      this.onProgress = () => undefined;
      this.answer = undefined;
    }
  }

  async stop(): Promise<void> {
    this.kill();
    await this.child.exited;
  }

  private kill(): void {
    this.killed = true;
    this.child.kill();
  }

  /** Throws for a line that our program would not write there: the worker then ends. */
  private take(line: string): void {
    try {
      const message = parseWorkerMessage(line);
      if (message.type === 'ready' && !this.isReady) this.isReady = true;
      else if (this.isReady && this.answer) this.answer.take(message, Buffer.byteLength(line));
      else throw new Error('a message out of turn');
      if (message.type === 'done') this.heapBytes = message.heapBytes;
    } catch (error) {
      this.killed = true;
      throw error;
    }
    this.onProgress();
  }
}

function describeEnd(
  { reason, refusal, errorOutput }: SandboxExit,
  because: CheckEnd['because'],
): Omit<CheckEnd, 'at'> {
  if (reason === 'refused') return { because: 'refused', detail: refusal ?? '' };
  // A flood of errors is as little our program's as a message that it does not know.
  if (reason === 'output') return { because: 'refused', detail: 'too much on its standard error' };
  const isMemory = reason === 'memory' || errorOutput.includes('heap out of memory');
  return { because: isMemory ? 'out of memory' : because, detail: errorOutput };
}
