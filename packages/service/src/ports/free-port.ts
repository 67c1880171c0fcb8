import { once } from 'node:events';
import { createServer } from 'node:net';
import getPort from 'get-port';

const loopback = '127.0.0.1';

/** Returns a loopback port that is free, and that no other call in this process gets soon after. */
export function freePort(): Promise<number> {
  return getPort({ host: loopback });
}

/** Returns whether a loopback port is free now. */
export async function isPortFree(port: number): Promise<boolean> {
  return tryPort(port).then(
    () => true,
    () => false,
  );
}

/** Listens on the port for a moment. Throws the error of the system when that is not possible. */
export async function tryPort(port: number, host = loopback): Promise<void> {
  const server = createServer();
  server.listen({ port, host, exclusive: true });
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
