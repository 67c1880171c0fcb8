import { endProcess } from '@skillwright/locks';

/** PostgreSQL's ways to shut down, from the gentlest that does not wait for clients, and how long each may take. */
const steps = [
  { signal: 'SIGINT', timeoutMs: 10_000 },
  { signal: 'SIGQUIT', timeoutMs: 5_000 },
  { signal: 'SIGKILL', timeoutMs: 5_000 },
] as const;

/** Stops the server of a data folder and waits until it is gone; one that is gone already is fine. */
export async function stopServer(data: string, pid: number): Promise<void> {
  await endProcess(pid, data, steps);
}
