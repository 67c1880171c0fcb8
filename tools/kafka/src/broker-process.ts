import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { KafkaError } from './kafka-error.js';

const checkMs = 50;
const killMs = 5_000;

/** Starts a Java program of Kafka's in a session of its own, so that Ctrl-C in our terminal does not reach it; returns its pid. */
export function spawnJava(args: readonly string[], outputFile: string): number {
  const output = openSync(outputFile, 'w');
  try {
    const child = spawn('java', args, { detached: true, stdio: ['ignore', output, output] });
    // A failure to start shows in the missing pid.
    child.on('error', () => undefined);
    child.unref();
    if (child.pid === undefined) throw new KafkaError('Java could not be started.');
    return child.pid;
  } finally {
    closeSync(output);
  }
}

/** Whether the process lives and was started with this argument: a pid alone may be somebody else's by now. */
export async function runsWith(pid: number, argument: string): Promise<boolean> {
  return (await commandLineOf(pid)).includes(argument);
}

/** Ends a process by SIGTERM, by SIGKILL once `deadlineMs` have passed. Resolves when it is gone. */
export async function endProcess(pid: number, argument: string, deadlineMs: number): Promise<void> {
  for (const [signal, waitMs] of [['SIGTERM', deadlineMs] as const, ['SIGKILL', killMs] as const]) {
    if (!(await runsWith(pid, argument))) return;
    send(pid, signal);
    const deadline = performance.now() + waitMs;
    while (performance.now() < deadline) {
      await pause(checkMs);
      if (!(await runsWith(pid, argument))) return;
    }
  }
  throw new KafkaError(`The broker (pid ${pid}) does not end.`);
}

/** Signals a process, which may have ended by now. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It may have ended since it was last seen.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw new KafkaError(`The broker (pid ${pid}) cannot be sent ${signal}.`, { cause: error });
    }
  }
}

async function commandLineOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    // Empty for a process that has ended and was not collected by its parent yet.
    return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  }
  return new Promise((resolve) => {
    execFile('ps', ['-ww', '-o', 'command=', '-p', String(pid)], (_error, stdout) => resolve(stdout));
  });
}
