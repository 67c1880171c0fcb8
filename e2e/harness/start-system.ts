import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { freePort, waitFor } from '@skillwright/testing';
import { hasEnded, launch, untilEnded } from './launch.js';
import { findProcesses, killProcesses, signal } from './processes.js';
import type { System } from './system.js';

export interface StartOptions {
  /** The system's data folder. Its log is written beside it. */
  readonly dataDir: string;
  readonly port?: number;
  /** Its settings except PORT and DATA_DIR, and PATH when it differs from this process's. */
  readonly env?: Readonly<Record<string, string>>;
  /** Leaves its process a zombie after `killNode`, since no parent reaps it. Such a system cannot be interrupted. */
  readonly unreaped?: boolean;
  /** Starts it by `npm start`, without the build. */
  readonly npm?: boolean;
}

/** A running system in a process of this test. */
export interface StartedSystem extends System {
  /** Sends Ctrl-C like a terminal, to the whole foreground process group. Resolves with the exit code. */
  interrupt(): Promise<number | null>;
  /** Sends SIGTERM to the first process alone. Resolves with its exit code, or null after a signal. */
  terminate(): Promise<number | null>;
  /** Sends SIGKILL to the Node process alone. Resolves when it has ended. */
  killNode(): Promise<void>;
  /** Sends SIGKILL to the Node process and all processes that it has started. Resolves when all have ended. */
  killAll(): Promise<void>;
}

const readyTimeoutMs = 120_000;

/**
 * Starts the built system as a process of its own and waits until it is ready. Throws an error with its output when it
 * ends before.
 */
export async function startSystem(options: StartOptions): Promise<StartedSystem> {
  const { dataDir, port = await freePort() } = options;
  const child = await launchSystem({ ...options, port });
  const log = () => readFileSync(logOf(dataDir), 'utf8');
  const url = `http://127.0.0.1:${port}`;

  const serviceUrls = await waitFor(
    async () => {
      if (hasEnded(child)) return 'ended';
      const { status } = await fetch(`${url}/readyz`);
      return status === 200 ? findServiceUrls(log()) : undefined;
    },
    { timeoutMs: readyTimeoutMs, description: `the system to be ready (its log: ${logOf(dataDir)})` },
  );
  if (serviceUrls === 'ended') throw new Error(`The system ended:\n${log()}`);

  return {
    url,
    dataDir,
    serviceUrls,
    log,
    interrupt: () => {
      process.kill(-pidOf(child), 'SIGINT');
      return untilEnded(child);
    },
    terminate: () => {
      child.kill('SIGTERM');
      return untilEnded(child);
    },
    killNode: async () => {
      if (options.unreaped) return killChildOf(child, dataDir);
      child.kill('SIGKILL');
      await untilEnded(child);
    },
    killAll: async () => {
      killProcesses(dataDir);
      child.kill('SIGKILL');
      await untilEnded(child);
      await waitFor(() => findProcesses(dataDir).length === 0, { description: 'the killed processes to be gone' });
    },
  };
}

/** Runs a system that cannot start until it ends by itself. */
export async function runSystem(options: StartOptions): Promise<{ exitCode: number | null; output: string }> {
  const child = await launchSystem({ ...options, port: options.port ?? (await freePort()) });
  return { exitCode: await untilEnded(child), output: readFileSync(logOf(options.dataDir), 'utf8') };
}

async function killChildOf(parent: ChildProcess, dataDir: string): Promise<void> {
  const find = () => findProcesses(dataDir).filter((process) => process.parent === parent.pid);
  for (const { pid } of find()) signal(pid, 'SIGKILL');
  await waitFor(() => find().length === 0, { description: 'the killed process to be a zombie' });
}

function launchSystem({
  dataDir,
  port,
  env,
  unreaped = false,
  npm = false,
}: StartOptions & { port: number }): Promise<ChildProcess> {
  return launch('standalone/dist/main.js', {
    // The shell becomes `sleep`, which never waits for the child that it has inherited.
    ...(unreaped && { runner: ['sh', '-c', '"$@" & exec sleep 600', 'sh'] }),
    // The shell becomes npm, which gets the arguments of the program.
    ...(npm && { runner: ['sh', '-c', 'shift 2; exec npm start --ignore-scripts -- "$@"', 'sh'] }),
    // The program takes no arguments; the folder on its command line lets `findProcesses` and the guardian find it.
    args: [dataDir],
    env: { PORT: String(port), DATA_DIR: dataDir, ...env },
    logFile: logOf(dataDir),
  });
}

const logOf = (dataDir: string) => `${dataDir}.log`;

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('The system has no process.');
  return child.pid;
}

/** Reads the services' addresses from the start-up report. Returns undefined until it is printed. */
function findServiceUrls(log: string): System['serviceUrls'] | undefined {
  const line = /skill (http:\S+), generation (http:\S+), validation (http:\S+)(?: \(.*\))?\n/.exec(log);
  if (!line) return undefined;
  const [, skill = '', generation = '', validation = ''] = line;
  return { skill, generation, validation };
}
