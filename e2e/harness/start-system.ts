import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { freePort, waitFor } from '@skillwright/testing';
import { hasEnded, launch, untilEnded } from './launch.js';
import { findProcesses, killProcesses, signal } from './processes.js';
import type { System } from './system.js';

export interface StartOptions {
  /** Where the system keeps its data; its log is written beside it. */
  readonly dataDir: string;
  readonly port?: number;
  /** Settings beside PORT and DATA_DIR, and PATH where it is not this process's. */
  readonly env?: Readonly<Record<string, string>>;
  /** Nobody reaps its process: once killed with `killNode`, it is a zombie. Such a system cannot be interrupted. */
  readonly unreaped?: boolean;
}

/** A system whose process this test holds. */
export interface StartedSystem extends System {
  /** Ctrl-C, as a terminal sends it: to the whole foreground group. Resolves with the exit code. */
  interrupt(): Promise<number | null>;
  /** `kill -9` of the Node process alone; resolves when it is gone. */
  killNode(): Promise<void>;
  /** `kill -9` of the Node process and of all that it started; resolves when all are gone. */
  killAll(): Promise<void>;
}

const readyTimeoutMs = 120_000;

/** Starts the built system as a process of its own, and waits until it is ready. Throws with its output if it ends first. */
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
    { timeoutMs: readyTimeoutMs, what: `the system to be ready (its log: ${logOf(dataDir)})` },
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
    killNode: async () => {
      if (options.unreaped) return killChildOf(child, dataDir);
      child.kill('SIGKILL');
      await untilEnded(child);
    },
    killAll: async () => {
      killProcesses(dataDir);
      child.kill('SIGKILL');
      await untilEnded(child);
      await waitFor(() => findProcesses(dataDir).length === 0, { what: 'the killed processes to be gone' });
    },
  };
}

/** Runs the system until it ends by itself, as it does where it cannot start. */
export async function runSystem(options: StartOptions): Promise<{ exitCode: number | null; output: string }> {
  const child = await launchSystem({ ...options, port: options.port ?? (await freePort()) });
  return { exitCode: await untilEnded(child), output: readFileSync(logOf(options.dataDir), 'utf8') };
}

async function killChildOf(parent: ChildProcess, dataDir: string): Promise<void> {
  const find = () => findProcesses(dataDir).filter((process) => process.parent === parent.pid);
  for (const { pid } of find()) signal(pid, 'SIGKILL');
  await waitFor(() => find().length === 0, { what: 'the killed process to be a zombie' });
}

function launchSystem({
  dataDir,
  port,
  env,
  unreaped = false,
}: StartOptions & { port: number }): Promise<ChildProcess> {
  return launch('standalone/dist/main.js', {
    // The shell becomes `sleep`, which never asks for the child that it has inherited.
    ...(unreaped && { runner: ['sh', '-c', '"$@" & exec sleep 600', 'sh'] }),
    // The folder stands on the command line for those who look for what works on it; the program takes no arguments.
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

/** From the start-up report's line of services; undefined until it is printed. */
function findServiceUrls(log: string): System['serviceUrls'] | undefined {
  const line = /skill (http:\S+), generation (http:\S+), validation (http:\S+)\n/.exec(log);
  if (!line) return undefined;
  const [, skill = '', generation = '', validation = ''] = line;
  return { skill, generation, validation };
}
