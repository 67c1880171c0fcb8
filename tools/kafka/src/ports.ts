import { connect } from 'node:net';
import { freePort, isPortFree } from '@skillwright/service/start-up';
import type { BrokerPorts } from './server-properties.js';

/** Returns the recorded ports if they are free, else other free ones. */
export async function choosePorts(remembered: BrokerPorts | undefined): Promise<BrokerPorts> {
  if (remembered && (await isPortFree(remembered.broker)) && (await isPortFree(remembered.controller)))
    return remembered;
  return { broker: await freePort(), controller: await freePort() };
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
