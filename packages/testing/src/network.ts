import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy between clients and a server, by which a test makes the network fail. */
export interface Network {
  /** The URL of the server through this network. */
  readonly url: string;
  /** The number of bytes from the server that were passed on to clients. */
  readonly passedBytes: number;
  /** The number of bytes from the server that were held back since the last cut. */
  readonly heldBytes: number;
  /** Holds back everything that the server sends from now on. It is lost when the connection ends. */
  hold(): void;
  /** Loses every byte in both directions and keeps the connections open, as if the other machine had vanished. */
  silence(): void;
  /**
   * Calls `listener` with all bytes of clients, before the server gets them. Returns a function that ends the calls.
   */
  onSent(listener: (bytes: Buffer) => void): () => void;
  /** Resets every connection at once. New ones can be made. */
  cut(): void;
  /** Resets every connection, and refuses new ones until `mend`. */
  close(): Promise<void>;
  /** Accepts connections again, at the same URL. */
  mend(): Promise<void>;
  /** Ends the network. May be called after `close`. */
  stop(): Promise<void>;
}

/** Starts a network in front of the server at `serverUrl`. */
export async function startNetwork(serverUrl: string): Promise<Network> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const listeners = new Set<(bytes: Buffer) => void>();
  let holding = false;
  let silent = false;
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
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    add(client, server);
    add(server, client);
    client.on('data', (bytes) => {
      if (silent) return;
      listeners.forEach((listener) => listener(bytes));
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (silent) return;
      if (holding) {
        heldBytes += bytes.length;
        return;
      }
      passedBytes += bytes.length;
      client.write(bytes);
    });
  });
  const listen = async (at: number) => {
    proxy.listen(at, '127.0.0.1');
    await once(proxy, 'listening');
    return (proxy.address() as AddressInfo).port;
  };
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
    holding = false;
    silent = false;
    heldBytes = 0;
  };
  const close = async () => {
    cut();
    if (!proxy.listening) return;
    proxy.close();
    await once(proxy, 'close');
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
    silence: () => {
      silent = true;
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
