import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { endProcess, runsWith } from '@skillwright/locks';
import { messageOf, StartError } from '@skillwright/service/start-up';
import { isOpen } from './ports.js';

const openCheckMs = 20;
const killMs = 5_000;

/**
 * Starts a Java program of Kafka in a session of its own, so that a Ctrl-C of this terminal does not reach it. Returns
 * its pid. Throws a StartError when Java cannot be started.
 */
export function spawnJava(args: readonly string[], { cwd, output: file }: { cwd: string; output: string }): number {
  const output = openSync(file, 'w');
  try {
    const child = spawn('java', args, { cwd, detached: true, stdio: ['ignore', output, output] });
    // The missing pid reports a failure to start.
    child.on('error', () => undefined);
    child.unref();
    if (child.pid === undefined) throw new StartError('Java could not be started.');
    return child.pid;
  } finally {
    closeSync(output);
  }
}

/** Waits until the broker accepts connections. Returns false when it ends, is too late, or `signal` aborts. */
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

/**
 * Ends a broker by SIGTERM, and by SIGKILL after `deadlineMs`. Resolves when its process has ended. Throws a StartError
 * when it does not end.
 */
export async function endBroker(pid: number, properties: string, deadlineMs: number): Promise<void> {
  const steps = [
    { signal: 'SIGTERM', timeoutMs: deadlineMs } as const,
    { signal: 'SIGKILL', timeoutMs: killMs } as const,
  ];
  const isGone = await endProcess(pid, properties, steps).catch((error: unknown) => {
    throw new StartError(`The broker (pid ${pid}) cannot be ended: ${messageOf(error)}.`, { cause: error });
  });
  if (!isGone) throw new StartError(`The broker (pid ${pid}) does not end.`);
}
