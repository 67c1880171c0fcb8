import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network between clients and a gateway, which a test can cut. */
export interface Network {
  /** The gateway, as clients reach it through this network. */
  readonly url: string;
  /** How many bytes of the gateway's were held back since the last cut. */
  readonly heldBytes: number;
  /** From here on nothing that the gateway sends arrives; the next cut loses it. */
  hold(): void;
  /** Severs every connection at once, without a word to either side. New ones can be made. */
  cut(): void;
  stop(): Promise<void>;
}

/** Lays a network before the gateway at `gatewayUrl`. */
export async function startNetwork(gatewayUrl: string): Promise<Network> {
  const { hostname, port } = new URL(gatewayUrl);
  const sockets = new Set<Socket>();
  let holding = false;
  let heldBytes = 0;

  const add = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    // A reset connection is what this is about.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const server = createServer((client) => {
    const gateway = connect(Number(port), hostname);
    add(client, gateway);
    add(gateway, client);
    client.pipe(gateway);
    gateway.on('data', (bytes) => {
      if (holding) heldBytes += bytes.length;
      else client.write(bytes);
    });
  });
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
    holding = false;
    heldBytes = 0;
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get heldBytes() {
      return heldBytes;
    },
    hold: () => {
      holding = true;
    },
    cut,
    stop: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
