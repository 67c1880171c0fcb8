import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { freePort, isPortFree, tryPort } from './free-port.js';

describe('ports', () => {
  it('that are found free can be listened on, and are all different', async () => {
    const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
    expect(new Set(ports).size).toBe(4);
    expect(await Promise.all(ports.map(isPortFree))).toEqual([true, true, true, true]);
  });

  it('are free again when their server has ended', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await isPortFree(port)).toBe(false);
    await expect(tryPort(port)).rejects.toThrow(expect.objectContaining({ code: 'EADDRINUSE' }));
    server.close();
    await once(server, 'close');
    expect(await isPortFree(port)).toBe(true);
  });
});
