import { setTimeout as delay } from 'node:timers/promises';
import { runsWith } from './processes.js';

/** One way to end a process, and the time to wait for it. */
export interface EndStep {
  readonly signal: NodeJS.Signals;
  readonly timeoutMs: number;
}

const checkMs = 10;

/**
 * Ends the process that has this pid and was started with `argument`, by one step after the other. Resolves with
 * whether it is gone.
 */
export async function endProcess(pid: number, argument: string, steps: readonly EndStep[]): Promise<boolean> {
  for (const { signal, timeoutMs } of steps) {
    if (!(await runsWith(pid, argument))) return true;
    sendSignal(pid, signal);
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
      if (!(await runsWith(pid, argument))) return true;
      await delay(checkMs);
    }
  }
  return !(await runsWith(pid, argument));
}

/** Sends a signal to a process. Does nothing if the process has ended. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
