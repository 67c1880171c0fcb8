import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ListenError } from '@skillwright/service/start-up';

/**
 * Resolves when the port is free. Throws a ListenError otherwise, so that a start can end before it starts anything.
 */
export async function checkPort(host: string, port: number): Promise<void> {
  await hold(host, port, async () => undefined);
}

/** Returns different free loopback ports. They are not reserved: another process can take one afterwards. */
export async function findFreePorts(count: number): Promise<number[]> {
  if (count === 0) return [];
  return hold('127.0.0.1', 0, async (port) => [port, ...(await findFreePorts(count - 1))]);
}

async function hold<T>(host: string, port: number, use: (port: number) => Promise<T>): Promise<T> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    const why =
      (cause as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'the port is in use' : (cause as Error).message;
    throw new ListenError(`Cannot listen on ${host}:${port}: ${why}. Set PORT (or HOST) to another.`, { cause });
  }
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}
