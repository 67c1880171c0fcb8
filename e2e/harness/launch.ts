import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface LaunchOptions {
  readonly args?: readonly string[];
  /** A command in front of the program, such as one that isolates it. None by default. */
  readonly runner?: readonly string[];
  /** All its settings, and PATH when it differs from this process's. */
  readonly env: Readonly<Record<string, string>>;
  /** The file for its output. */
  readonly logFile: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Starts a built program of this repository, named by its path from the root. It does not keep this process running.
 */
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

/** Waits for the end of the process. Returns its exit code, or null after a signal. */
export async function untilEnded(child: ChildProcess): Promise<number | null> {
  // `launch` has unreferenced the child; this call must keep the process running.
  child.ref();
  if (!hasEnded(child)) await once(child, 'exit');
  return child.exitCode;
}
