import { createLineReader } from '../sandbox/read-lines.js';
import { ownProgram } from '../sandbox/own-program.js';
import type { Sandbox, SandboxExit, SandboxLimits, SandboxProcess } from '../sandbox/sandbox.js';
import type { Diagnostic, DiagnosticCounts, ToolVersion } from './diagnostic.js';
import type { CheckJob, CheckUnit, WorkerMessage } from './protocol.js';

const mebibyte = 1024 * 1024;

const limits: SandboxLimits = {
  // It lives for many jobs: each has its own deadlines.
  ...{ wallMs: 0, cpuSeconds: 0, outputBytes: 0 },
  ...{ memoryBytes: 2048 * mebibyte, processes: 128, workBytes: 4096 },
};
const program = ownProgram(new URL('inside/worker', import.meta.url), new URL('.', import.meta.url), {
  heapMegabytes: 1024,
});
const maxLineBytes = 32 * mebibyte;

/** How long a worker may take to start, to be silent at work, and for all of one job. */
export interface CheckDeadlines {
  readonly startMs: number;
  readonly unitMs: number;
  readonly jobMs: number;
}

export interface FoundUnit extends CheckUnit {
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: DiagnosticCounts;
}

/** What became of a job in one worker. */
export interface CheckAttempt {
  readonly found: readonly FoundUnit[];
  readonly filesChecked: number;
  /** `undefined` when the job came to its end. */
  readonly ended?: {
    readonly because: 'crashed' | 'too slow' | 'out of memory' | 'aborted';
    /** What it was at; `undefined` before the first unit. */
    readonly at: CheckUnit | undefined;
    readonly errorOutput: string;
  };
}

/** A process in the sandbox that checks one job after the other, and knows when it has had enough. */
export class CheckWorker {
  tools: readonly ToolVersion[] = [];
  private readonly child: SandboxProcess;
  private exit: SandboxExit | undefined;
  private onMessage: (message: WorkerMessage) => void = () => undefined;
  private jobs = 0;
  private killed = false;
  private heapBytes = 0;

  constructor(sandbox: Sandbox) {
    this.child = sandbox.start({ ...program, limits });
    this.child.onOutput(
      createLineReader({
        maxBytes: maxLineBytes,
        onLine: (line) => this.take(line),
        onTooLong: () => this.kill(),
      }),
    );
    void this.child.exited.then((exit) => {
      this.exit = exit;
    });
  }

  /** Whether a new one should take its place: it died or is about to, grew, or has done its share. */
  get isSpent(): boolean {
    return this.exit !== undefined || this.killed || this.jobs >= 200 || this.heapBytes > 600 * mebibyte;
  }

  /** Runs one job; one at a time. Does not throw for what the job does to the worker. */
  async run(job: CheckJob, { startMs, unitMs, jobMs }: CheckDeadlines, signal?: AbortSignal): Promise<CheckAttempt> {
    this.jobs += 1;
    const found: FoundUnit[] = [];
    let at: CheckUnit | undefined;
    let because: 'crashed' | 'too slow' | 'aborted' = 'crashed';
    const stop = (why: typeof because) => {
      because = why;
      this.kill();
    };
    const onAbort = () => stop('aborted');
    const isReady = this.tools.length > 0;
    const wholeDeadline = setTimeout(() => stop('too slow'), isReady ? jobMs : startMs + jobMs);
    let unitDeadline = setTimeout(() => stop('too slow'), isReady ? unitMs : startMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    try {
      const done = new Promise<number>((resolve) => {
        this.onMessage = (message) => {
          clearTimeout(unitDeadline);
          unitDeadline = setTimeout(() => stop('too slow'), unitMs);
          if (message.type === 'begin') at = { step: message.step, path: message.path };
          else if (message.type === 'found') found.push(message);
          else if (message.type === 'done') resolve(message.filesChecked);
          if (message.type === 'done') this.heapBytes = message.heapBytes;
        };
      });
      this.child.input.write(`${JSON.stringify(job)}\n`);
      const outcome = await Promise.race([done, this.child.exited]);
      if (typeof outcome === 'number') return { found, filesChecked: outcome };
      const isMemory = outcome.reason === 'memory' || outcome.errorOutput.includes('heap out of memory');
      const reason = isMemory ? 'out of memory' : because;
      return { found, filesChecked: 0, ended: { because: reason, at, errorOutput: outcome.errorOutput } };
    } finally {
      clearTimeout(wholeDeadline);
      clearTimeout(unitDeadline);
      signal?.removeEventListener('abort', onAbort);
      this.onMessage = () => undefined;
    }
  }

  /** Whether it has had a job before the one that it has, or had last. */
  get wasUsed(): boolean {
    return this.jobs > 1;
  }

  async stop(): Promise<void> {
    this.kill();
    await this.child.exited;
  }

  private kill(): void {
    this.killed = true;
    this.child.kill();
  }

  private take(line: string): void {
    let message: WorkerMessage;
    try {
      message = JSON.parse(line) as WorkerMessage;
    } catch {
      // Whoever writes something else there is not our program any more.
      this.kill();
      return;
    }
    if (message.type === 'ready') this.tools = message.tools;
    this.onMessage(message);
  }
}
