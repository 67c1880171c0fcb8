import { freePort, ListenError, messageOf, tryPort } from '@skillwright/service/start-up';

/**
 * Resolves when the port is free. Throws a ListenError otherwise, so that a start can end before it starts anything.
 */
export async function checkPort(host: string, port: number): Promise<void> {
  try {
    await tryPort(port, host);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'the port is in use' : messageOf(cause);
    throw new ListenError(`Cannot listen on ${host}:${port}: ${why}. Set PORT (or HOST) to another.`, { cause });
  }
}

/** Returns different free loopback ports. They are not reserved: another process can take one afterwards. */
export function findFreePorts(count: number): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, freePort));
}
