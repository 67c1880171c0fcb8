import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { runsWith } from '@skillwright/locks';
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
