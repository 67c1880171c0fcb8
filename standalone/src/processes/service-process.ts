import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { GrowingPause, pause } from '@skillwright/service/timing';
import { StartError } from '../start-error.js';

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
}

const startTimeoutMs = 120_000;
const stopTimeoutMs = 35_000;

/**
 * One service as a child process. Once it has been up, it is started again after each unexpected end, with growing
 * pauses.
 */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private readonly stopping = new AbortController();
  private readonly pauses = new GrowingPause({ firstMs: 500, longestMs: 15_000, jitter: 0 });

  constructor(private readonly options: ServiceProcessOptions) {}

  /**
   * Resolves once the service answers. Throws a StartError when it ends or stays silent, and the reason of `signal`
   * when that aborts.
   */
  async start(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const child = this.launch();
    const deadline = Date.now() + startTimeoutMs;
    while (!(await answers(`${this.options.url}/healthz`))) {
      if (hasEnded(child))
        throw new StartError(`The ${this.options.name} service ended while it started; its last lines say why.`);
      if (Date.now() > deadline)
        throw new StartError(`The ${this.options.name} service does not answer on ${this.options.url}.`);
      await pause(50, signal);
      signal?.throwIfAborted();
    }
    this.superviseWhenEnded(child);
  }

  /** Ends the service in order, so that it finishes its running work, and kills it when that takes too long. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await ended;
    clearTimeout(force);
  }

  kill(): void {
    this.stopping.abort();
    this.child?.kill('SIGKILL');
  }

  private launch(): ChildProcess {
    const { entry, nodeArgs, env, onLine } = this.options;
    // Detached, so that a Ctrl-C only reaches the supervisor, which stops the services in order.
    const child = spawn(process.execPath, [...nodeArgs, entry], {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', onLine);
    }
    this.child = child;
    return child;
  }

  private superviseWhenEnded(child: ChildProcess): void {
    const restart = async () => {
      const { signal } = this.stopping;
      if (signal.aborted) return;
      const pauseMs = this.pauses.next();
      this.options.onLine(`ended (${child.signalCode ?? child.exitCode}); starting it again in ${pauseMs} ms`);
      await pause(pauseMs, signal);
      if (!signal.aborted) this.superviseWhenEnded(this.launch());
    };
    const onEnd = () => void restart().catch(() => undefined);
    if (hasEnded(child)) onEnd();
    else child.once('exit', onEnd);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
