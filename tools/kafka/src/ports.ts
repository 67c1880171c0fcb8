import { connect, createServer } from 'node:net';
import getPort from 'get-port';
import type { BrokerPorts } from './server-properties.js';

/** Returns the recorded ports if they are free, else other free ones. */
export async function choosePorts(remembered: BrokerPorts | undefined): Promise<BrokerPorts> {
  if (remembered && (await isFree(remembered.broker)) && (await isFree(remembered.controller))) return remembered;
  return { broker: await getPort({ host: '127.0.0.1' }), controller: await getPort({ host: '127.0.0.1' }) };
}

/** Returns whether a program accepts connections on the loopback port. */
export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const settle = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
