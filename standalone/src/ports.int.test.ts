import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ListenError } from '@skillwright/service';
import { checkPort, choosePorts } from './ports.js';

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

  it('of the services follow the one of the gateway, except where one is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { gateway, services, note } = await choosePorts(port - 2);
    server.close();
    expect([gateway, services.skill, services.validation]).toEqual([port - 2, port - 1, port + 1]);
    expect(services.generation).not.toBe(port);
    expect(note).toBe(`in use by other programs: ${port}`);
  });

  it('are all free ones when the gateway has any', async () => {
    const { gateway, services, note } = await choosePorts(0);
    expect([gateway, note]).toEqual([0, undefined]);
    expect(new Set(Object.values(services)).size).toBe(3);
  });

  it('above the last one are replaced', async () => {
    const { services } = await choosePorts(65_535);
    expect(Object.values(services).every((port) => port > 0 && port <= 65_535)).toBe(true);
  });
});
