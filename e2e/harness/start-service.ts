import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { otherNamespace } from '@skillwright/locks/test/processes';
import { freePort, waitFor } from '@skillwright/testing';
import { hasEnded, launch, untilEnded } from './launch.js';
import { signal as send } from './processes.js';

const programs = {
  skill: 'subgraphs/skill/dist/main.js',
  generation: 'subgraphs/generation/dist/main.js',
  gateway: 'gateway/dist/main.js',
} as const;

export interface ServiceOptions {
  /** A folder of the test run. It gets the log, and the run's guardian finds the process by it. */
  readonly folder: string;
  /** Its settings except PORT. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs it as process 1 of a pid namespace of its own, as in a container. Default: false. */
  readonly isolated?: boolean;
}

/** One replica of a service, in a process of this test. */
export interface StartedService {
  readonly url: string;
  /** Returns the sum of a metric over all its labels, 0 when it is missing. Rejects when the process has ended. */
  metric(name: string): Promise<number>;
  /** Sends SIGKILL at once. Resolves when the process has ended. */
  kill(): Promise<void>;
  /** Stops it in order. */
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;

/**
 * Starts a built service as a process of its own on a free port and waits until it listens. Throws an error with its
 * output when it ends before.
 */
export async function startService(name: keyof typeof programs, options: ServiceOptions): Promise<StartedService> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(options.folder, `${name}-${port}.log`);
  // The guardian finds the process by this folder, also when the service keeps no files.
  const env = { DATA_DIR: options.folder, ...options.env, PORT: String(port) };
  const runner = options.isolated ? otherNamespace : [];
  const child = await launch(programs[name], { runner, env, logFile });

  const listens = async () => hasEnded(child) || (await fetch(`${url}/healthz`)).ok;
  await waitFor(listens, { timeoutMs: startTimeoutMs, description: `the ${name} to listen (its log: ${logFile})` });
  if (hasEnded(child)) throw new Error(`The ${name} ended:\n${readFileSync(logFile, 'utf8')}`);

  const end = async (signal: NodeJS.Signals) => {
    if (hasEnded(child)) return;
    // The isolating program does not forward signals; it ends when the service has ended.
    if (options.isolated) send(onlyChildOf(child.pid), signal);
    else child.kill(signal);
    await untilEnded(child);
  };
  return {
    url,
    metric: async (metric) => sumOf(metric, await (await fetch(`${url}/metrics`)).text()),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** Returns the pid of the only child of a process. */
function onlyChildOf(pid = 0): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
}

/** Sums a metric in Prometheus' text format. */
function sumOf(metric: string, text: string): number {
  const samples = [...text.matchAll(/^(\w+)(?:\{[^}]*\})? (\S+)$/gm)].filter(([, name]) => name === metric);
  return samples.reduce((sum, [, , value]) => sum + Number(value), 0);
}
