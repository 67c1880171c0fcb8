import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ListenError } from '@skillwright/service';
import { checkPort, findFreePorts } from './ports.js';

describe('ports', () => {
  it('that are in use are reported in one sentence', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const check = checkPort('127.0.0.1', port);
    await expect(check).rejects.toThrow(ListenError);
    await expect(check).rejects.toThrow(`127.0.0.1:${port}: the port is in use. Set PORT`);
    server.close();
    await once(server, 'close');
    await expect(checkPort('127.0.0.1', port)).resolves.toBeUndefined();
  });

  it('that are found free are all different', async () => {
    const ports = await findFreePorts(4);
    expect(new Set(ports).size).toBe(4);
  });
});
