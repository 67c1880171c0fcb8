import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network between clients and a server, which a test can cut. */
export interface Network {
  /** The server's URL by way of this network. */
  readonly url: string;
  /** How many bytes of the server have arrived at clients. */
  readonly passedBytes: number;
  /** How many bytes of the server's were held back since the last cut. */
  readonly heldBytes: number;
  /** From here on nothing that the server sends arrives; it is lost with the connection. */
  hold(): void;
  /** Calls back with all that clients send, before the server is given it. Returns how to stop. */
  onSent(listener: (bytes: Buffer) => void): () => void;
  /** Severs every connection at once, without a word to either side. New ones can be made. */
  cut(): void;
  /** Severs every connection, and refuses new ones until it is mended. */
  close(): Promise<void>;
  mend(): Promise<void>;
  /** May be called after `close`. */
  stop(): Promise<void>;
}

/** Lays a network before the server at `serverUrl`. */
export async function startNetwork(serverUrl: string): Promise<Network> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const listeners = new Set<(bytes: Buffer) => void>();
  let holding = false;
  let passedBytes = 0;
  let heldBytes = 0;

  const add = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    // Connections are reset on purpose.
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
    client.on('data', (bytes) => {
      listeners.forEach((listener) => listener(bytes));
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (holding) {
        heldBytes += bytes.length;
        return;
      }
      passedBytes += bytes.length;
      client.write(bytes);
    });
  });
  const listen = async (at: number) => {
    door.listen(at, '127.0.0.1');
    await once(door, 'listening');
    return (door.address() as AddressInfo).port;
  };
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
    holding = false;
    heldBytes = 0;
  };
  const close = async () => {
    cut();
    if (!door.listening) return;
    door.close();
    await once(door, 'close');
  };

  const ownPort = await listen(0);
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${ownPort}`;
  return {
    url: url.href.replace(/\/$/, ''),
    get passedBytes() {
      return passedBytes;
    },
    get heldBytes() {
      return heldBytes;
    },
    hold: () => {
      holding = true;
    },
    onSent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    cut,
    close,
    mend: async () => void (await listen(ownPort)),
    stop: close,
  };
}
