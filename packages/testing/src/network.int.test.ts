import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { startNetwork, type Network } from './network.js';
import { waitFor } from './wait-for.js';

describe('a network in front of an echo server', () => {
  let server: Server;
  let network: Network;
  let client: Socket;
  let received: string;

  beforeEach(async () => {
    server = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    network = await startNetwork(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    received = '';
    client = connectThrough(network);
    client.on('data', (bytes) => (received += String(bytes)));
    client.write('one');
    await waitFor(() => received === 'one');
  });
  afterEach(async () => {
    await network.stop();
    server.close();
  });

  it('holds back the bytes of the server', async () => {
    network.hold();
    client.write('two');
    await waitFor(() => network.heldBytes === 3);
    expect(received).toBe('one');
  });

  it('resets connections, and accepts new ones', async () => {
    const reset = once(client, 'error');
    network.hold();
    network.cut();
    expect(await reset).toMatchObject([{ code: 'ECONNRESET' }]);
    const next = connectThrough(network);
    next.write('three');
    expect(String((await once(next, 'data'))[0])).toBe('three');
  });

  it('refuses connections while it is closed, and accepts them after it is mended', async () => {
    const { url } = network;
    await network.close();
    expect(await once(connectThrough(network), 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
    await network.mend();
    expect(network.url).toBe(url);
    const next = connectThrough(network);
    next.write('four');
    expect(String((await once(next, 'data'))[0])).toBe('four');
  });

  it('reports the bytes of clients before the server gets them', async () => {
    const stop = network.onSent((bytes) => {
      if (String(bytes) === 'five') network.hold();
    });
    client.write('five');
    await waitFor(() => network.heldBytes === 4);
    expect(received).toBe('one');
    stop();
  });
});

function connectThrough({ url }: Network): Socket {
  // Clients that are still connected get a reset when the network stops.
  return connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
}
