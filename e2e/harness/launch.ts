import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface LaunchOptions {
  readonly args?: readonly string[];
  /** The command that runs the program, such as one that isolates it; by default the program runs by itself. */
  readonly runner?: readonly string[];
  /** All of its settings, and PATH where it is not this process's. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes what it prints. */
  readonly logFile: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a built program of this repository, named from its root, as a process of its own that keeps nobody waiting. */
export async function launch(
  program: string,
  { args = [], runner = [], env, logFile }: LaunchOptions,
): Promise<ChildProcess> {
  await mkdir(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  const { PATH = '', HOME = '' } = process.env;
  const [command = process.execPath, ...rest] = [...runner, process.execPath, program, ...args];
  const child = spawn(command, rest, {
    cwd: root,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  await once(child, 'spawn');
  child.unref();
  return child;
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Waits for its end; resolves with the exit code, null after a signal. */
export async function untilEnded(child: ChildProcess): Promise<number | null> {
  // Started so that it keeps nobody waiting; now somebody waits for it.
  child.ref();
  if (!hasEnded(child)) await once(child, 'exit');
  return child.exitCode;
}
