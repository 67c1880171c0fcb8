import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { StartError } from '@skillwright/service/start-up';
import { GrowingPause, pause, type Pause } from '@skillwright/service/timing';

export interface ServiceProcessOptions {
  readonly name: string;
  /** The file that Node runs. */
  readonly entry: string;
  /** Node's arguments before the file. */
  readonly nodeArgs: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The address at which it answers once it listens. */
  readonly url: string;
  /** Called with each line of its output. */
  readonly onLine: (line: string) => void;
  /** A run of this length is healthy: the pause after it is the first one again. In milliseconds; 60,000 by default. */
  readonly healthyMs?: number;
  readonly pause?: Pause;
}

/** A process that was launched. `ended` resolves when it is over, or could not be spawned, with how that came. */
interface Run {
  readonly child: ChildProcess | undefined;
  readonly ended: Promise<string>;
  isOver: boolean;
}

const startTimeoutMs = 120_000;
const stopTimeoutMs = 35_000;

/**
 * One service as a child process. Once it has been up, it is started again after each unexpected end, with growing
 * pauses.
 */
export class ServiceProcess {
  private run: Run | undefined;
  private readonly stopping = new AbortController();
  private readonly pauses = new GrowingPause({ firstMs: 500, longestMs: 15_000, jitter: 0 });

  constructor(private readonly options: ServiceProcessOptions) {}

  /**
   * Resolves once the service answers. Throws a StartError when it ends or stays silent, and the reason of `signal`
   * when that aborts.
   */
  async start(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const run = this.launch();
    const deadline = Date.now() + startTimeoutMs;
    while (!(await answers(`${this.options.url}/healthz`))) {
      if (run.isOver)
        throw new StartError(`The ${this.options.name} service ended while it started; its last lines say why.`);
      if (Date.now() > deadline)
        throw new StartError(`The ${this.options.name} service does not answer on ${this.options.url}.`);
      await pause(50, signal);
      signal?.throwIfAborted();
    }
    void this.supervise(run);
  }

  /** Ends the service in order, so that it finishes its running work, and kills it when that takes too long. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const { run } = this;
    run?.child?.kill('SIGTERM');
    const force = setTimeout(() => run?.child?.kill('SIGKILL'), stopTimeoutMs);
    await run?.ended;
    clearTimeout(force);
  }

  kill(): void {
    this.stopping.abort();
    this.run?.child?.kill('SIGKILL');
  }

  private launch(): Run {
    const child = this.spawn();
    const ended = child instanceof Error ? Promise.resolve(child.message) : endOf(child);
    const run: Run = { child: child instanceof Error ? undefined : child, ended, isOver: false };
    void ended.then(() => (run.isOver = true));
    return (this.run = run);
  }

  /** Returns the error when the system refuses a process at once. */
  private spawn(): ChildProcess | Error {
    const { entry, nodeArgs, env, onLine } = this.options;
    try {
      // Detached, so that a Ctrl-C only reaches the supervisor, which stops the services in order.
      const child = spawn(process.execPath, [...nodeArgs, entry], {
        env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('error', () => undefined);
        if (stream) createInterface({ input: stream }).on('line', onLine);
      }
      return child;
    } catch (error) {
      return error as Error;
    }
  }

  private async supervise(first: Run): Promise<void> {
    const { healthyMs = 60_000, onLine, pause: wait = pause } = this.options;
    const { signal } = this.stopping;
    for (let run = first, since = performance.now(); ; run = this.launch(), since = performance.now()) {
      const how = await run.ended;
      if (signal.aborted) return;
      if (performance.now() - since >= healthyMs) this.pauses.reset();
      const pauseMs = this.pauses.next();
      onLine(`ended (${how}); starting it again in ${pauseMs} ms`);
      await wait(pauseMs, signal);
      if (signal.aborted) return;
    }
  }
}

/** Resolves when a process has ended or could not be spawned. Errors of its channel and of signals are no end. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(error.message);
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
