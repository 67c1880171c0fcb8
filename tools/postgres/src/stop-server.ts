import { setTimeout as delay } from 'node:timers/promises';
import { isServerOf } from './postmaster.js';

/** PostgreSQL's ways to shut down, from the gentlest that does not wait for clients, and how long each may take. */
const steps = [
  { signal: 'SIGINT', timeoutMs: 10_000 },
  { signal: 'SIGQUIT', timeoutMs: 5_000 },
  { signal: 'SIGKILL', timeoutMs: 5_000 },
] as const;

/** Stops the server of a data folder and waits until it is gone; one that is gone already is fine. */
export async function stopServer(data: string, pid: number): Promise<void> {
  for (const { signal, timeoutMs } of steps) {
    if (!(await isServerOf(data, pid))) return;
    sendSignal(pid, signal);
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      if (!(await isServerOf(data, pid))) return;
      await delay(10);
    }
  }
}

/** Signals a process, which may have ended by now. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
