import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network between clients and a server, which a test can cut. */
export interface Network {
  /** The server, as clients reach it through this network. */
  readonly url: string;
  /** How many bytes of the server's were held back since the last cut. */
  readonly heldBytes: number;
  /** From here on nothing that the server sends arrives; it is lost with the connection. */
  hold(): void;
  /** Severs every connection at once, without a word to either side. New ones can be made. */
  cut(): void;
  stop(): Promise<void>;
}

/** Lays a network before the server at `serverUrl`. */
export async function startNetwork(serverUrl: string): Promise<Network> {
  const { hostname, port } = new URL(serverUrl);
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
  const door = createServer((client) => {
    const server = connect(Number(port), hostname);
    add(client, server);
    add(server, client);
    client.pipe(server);
    server.on('data', (bytes) => {
      if (holding) heldBytes += bytes.length;
      else client.write(bytes);
    });
  });
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
    holding = false;
    heldBytes = 0;
  };
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    get heldBytes() {
      return heldBytes;
    },
    hold: () => {
      holding = true;
    },
    cut,
    stop: async () => {
      cut();
      door.close();
      await once(door, 'close');
    },
  };
}
