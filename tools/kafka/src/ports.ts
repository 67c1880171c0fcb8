import { connect } from 'node:net';
import { freePort, isPortFree } from '@skillwright/service/start-up';
import type { BrokerPorts } from './server-properties.js';

/** Returns the wanted port for the broker if it is free, else the recorded ports if they are, else other free ones. */
export async function choosePorts(wanted: number, remembered: BrokerPorts | undefined): Promise<BrokerPorts> {
  const broker = await firstFree(wanted, remembered?.broker);
  return { broker, controller: await firstFree(remembered?.controller) };
}

async function firstFree(...ports: readonly (number | undefined)[]): Promise<number> {
  for (const port of ports) if (port && (await isPortFree(port))) return port;
  return freePort();
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
