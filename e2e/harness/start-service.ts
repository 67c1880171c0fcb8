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
  /** Of the test run: the log is written there, and who cleans up after the run finds the process by it. */
  readonly folder: string;
  /** Its settings beside PORT. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs it in a pid namespace of its own, as a container does: it is process 1 there. Default: false. */
  readonly isolated?: boolean;
}

/** One replica of a service, whose process this test holds. */
export interface StartedService {
  readonly url: string;
  /** The sum of a metric over all its labels, 0 where there is none. Rejects when the process is gone. */
  metric(name: string): Promise<number>;
  /** `kill -9`, sent at once; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;

/** Starts a built service as a process of its own on a free port, and waits until it listens. Throws with its output if it ends first. */
export async function startService(name: keyof typeof programs, options: ServiceOptions): Promise<StartedService> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(options.folder, `${name}-${port}.log`);
  // A data folder of the test run is what the process is found by, also where it keeps nothing in one.
  const env = { DATA_DIR: options.folder, ...options.env, PORT: String(port) };
  const runner = options.isolated ? otherNamespace : [];
  const child = await launch(programs[name], { runner, env, logFile });

  const listens = async () => hasEnded(child) || (await fetch(`${url}/healthz`)).ok;
  await waitFor(listens, { timeoutMs: startTimeoutMs, what: `the ${name} to listen (its log: ${logFile})` });
  if (hasEnded(child)) throw new Error(`The ${name} ended:\n${readFileSync(logFile, 'utf8')}`);

  const end = async (signal: NodeJS.Signals) => {
    if (hasEnded(child)) return;
    // The program that isolates the service does not pass signals on; it ends when the service has ended.
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

/** The process that the process with this id has started. */
function onlyChildOf(pid = 0): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
}

/** Reads Prometheus' text format. */
function sumOf(metric: string, text: string): number {
  const samples = [...text.matchAll(/^(\w+)(?:\{[^}]*\})? (\S+)$/gm)].filter(([, name]) => name === metric);
  return samples.reduce((sum, [, , value]) => sum + Number(value), 0);
}
