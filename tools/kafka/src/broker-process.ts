import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { runsWith } from '@skillwright/locks';
import { KafkaError } from './kafka-error.js';
import { isOpen } from './ports.js';

const checkMs = 50;
const openCheckMs = 20;
const killMs = 5_000;

/** Starts a Java program of Kafka's in a session of its own, so that Ctrl-C in our terminal does not reach it; returns its pid. */
export function spawnJava(args: readonly string[], { cwd, output: file }: { cwd: string; output: string }): number {
  const output = openSync(file, 'w');
  try {
    const child = spawn('java', args, { cwd, detached: true, stdio: ['ignore', output, output] });
    // A failure to start shows in the missing pid.
    child.on('error', () => undefined);
    child.unref();
    if (child.pid === undefined) throw new KafkaError('Java could not be started.');
    return child.pid;
  } finally {
    closeSync(output);
  }
}

/** Whether the broker comes to accept connections; false where it ends before, is late, or `signal` aborts. */
export async function becomesOpen(broker: {
  readonly pid: number;
  readonly properties: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<boolean> {
  const { pid, properties, port, timeoutMs, signal } = broker;
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline && !signal?.aborted) {
    if (!(await runsWith(pid, properties))) return false;
    if (await isOpen(port)) return true;
    await pause(openCheckMs);
  }
  return false;
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
