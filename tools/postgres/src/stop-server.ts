import { endProcess } from '@skillwright/locks';

/**
 * PostgreSQL's shutdown modes that do not wait for clients, the gentlest first, each with the time until the next one.
 */
const steps = [
  { signal: 'SIGINT', timeoutMs: 10_000 },
  { signal: 'SIGQUIT', timeoutMs: 5_000 },
  { signal: 'SIGKILL', timeoutMs: 5_000 },
] as const;

/** Stops the server of a data folder and waits until it has ended. Does nothing when it has ended already. */
export async function stopServer(data: string, pid: number): Promise<void> {
  await endProcess(pid, data, steps);
}
