import { fileURLToPath } from 'node:url';
import { generationErrors } from '@skillwright/contracts/generation';
import { runAs, type Caller, type Logger } from '@skillwright/service';
import { untilAborted } from '@skillwright/service/timing';
import pLimit from 'p-limit';
import { Piscina } from 'piscina';
import type { TemplateLimits } from '../template/limits.js';
import type { TemplateSource } from '../template/template-file.js';
import type { TemplateFault } from '../template/template-fault.js';
import type { CheckOutcome, RenderOutcome, RenderRequest, TemplateEngine } from './template-engine.js';

export interface ThreadTemplateEngineOptions {
  readonly limits: TemplateLimits;
  readonly threads: number;
  /** The longest time of one job, in milliseconds. A job that takes longer is ended with its thread. */
  readonly deadlineMs: number;
  /** The bound on the heap of one thread, in MiB. */
  readonly heapMiB: number;
  /** The number of waiting jobs from which on further jobs are refused. */
  readonly maxWaiting: number;
  readonly logger: Logger;
}

/** Runs every job in a worker thread with a deadline and a bounded heap. */
export class ThreadTemplateEngine implements TemplateEngine {
  private pool: Piscina | undefined;
  // Jobs wait here and not in the pool, so that a job's deadline counts from its start on a thread.
  private readonly limit;

  constructor(private readonly options: ThreadTemplateEngineOptions) {
    this.limit = pLimit({ concurrency: options.threads, rejectOnClear: true });
  }

  /** Starts the first thread, so that the first job does not wait for it. */
  start(): void {
    this.pool ??= this.createPool();
  }

  /**
   * Checks a template, and a too costly one a second time: the result is stored, and the machine may have been busy.
   */
  async check(source: TemplateSource, caller: Caller): Promise<CheckOutcome> {
    const job = { source, limits: this.options.limits };
    const outcome = await this.run<CheckOutcome>('check', job, caller);
    const tooCostly = 'faults' in outcome && outcome.faults[0]?.code === 'template_too_costly';
    return tooCostly ? this.run<CheckOutcome>('check', job, caller) : outcome;
  }

  render(request: RenderRequest, caller: Caller): Promise<RenderOutcome> {
    return this.run('render', { request, limits: this.options.limits }, caller);
  }

  async close(): Promise<void> {
    this.limit.clearQueue();
    await this.pool?.destroy();
    this.pool = undefined;
  }

  private createPool(): Piscina {
    const { threads, heapMiB, logger } = this.options;
    const pool = new Piscina({
      ...workerProgram(),
      env: {},
      minThreads: 1,
      maxThreads: threads,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: heapMiB, stackSizeMb: 4 },
    });
    // The next job replaces a thread that died without a job. Without a listener the event would end the process.
    pool.on('error', (error) => logger.error({ err: error }, 'a template thread failed'));
    return pool;
  }

  private async run<Outcome>(
    name: string,
    job: unknown,
    caller: Caller,
  ): Promise<Outcome | { faults: readonly TemplateFault[] }> {
    if (this.limit.pendingCount >= this.options.maxWaiting) throw generationErrors.ENGINE_BUSY();
    const { deadlineMs, heapMiB } = this.options;
    const pool = (this.pool ??= this.createPool());
    const turn = this.limit(async () => {
      try {
        // An aborted job ends with its thread.
        return await runAs(
          { ...caller, timeoutMs: deadlineMs },
          ({ signal }) => pool.run(job, { name, signal }) as Promise<Outcome>,
        );
      } catch (error) {
        caller.signal.throwIfAborted();
        const { name: kind, code } = error as { name?: unknown; code?: unknown };
        if (kind === 'AbortError') return tooCostly(`it took longer than ${deadlineMs} ms`);
        if (code === 'ERR_WORKER_OUT_OF_MEMORY') return tooCostly(`it took more than ${heapMiB} MiB`);
        throw error;
      }
    });
    return untilAborted(turn, caller.signal);
  }
}

function tooCostly(message: string): { faults: readonly TemplateFault[] } {
  return { faults: [{ code: 'template_too_costly', message, path: '' }] };
}

/** Returns the program of a worker: the build, or the sources when the service itself runs from its sources. */
function workerProgram(): { filename: string; execArgv?: string[] } {
  const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  return import.meta.url.endsWith('.ts')
    ? { filename: fileOf('./template-worker-from-source.js'), execArgv: ['--conditions=source'] }
    : { filename: fileOf('./template-worker.js') };
}
