import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeSandbox } from './describe-sandbox.js';

describe('the description of the sandbox', () => {
  let server: Server | undefined;
  afterEach(() => new Promise<unknown>((resolve) => (server ? server.close(resolve) : resolve(undefined))));

  async function serve(readiness: object): Promise<string> {
    server = createServer((_request, response) => {
      response.writeHead(200, { connection: 'close' }).end(JSON.stringify(readiness));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each([
    [
      { implementation: 'bubblewrap', seccomp: true, memory: 'cgroup v2', faults: [] },
      'bubblewrap with seccomp, memory by cgroup v2',
    ],
    [
      { implementation: 'util-linux', seccomp: false, memory: 'watched', faults: ['bubblewrap: not there.'] },
      'util-linux, memory watched (bubblewrap: not there.)',
    ],
    [{ implementation: 'none', faults: ['x.'] }, 'none: code is not checked and tests are not run (x.)'],
  ])('for %j is one sentence', async (sandbox, text) => {
    expect(await describeSandbox(await serve({ parts: { sandbox } }))).toBe(text);
  });

  it('says that the parts are closed', async () => {
    expect(await describeSandbox(await serve({ status: 'ready' }))).toContain('MONITORING_ACCESS');
  });

  it('is "unknown" when the validation service does not answer', async () => {
    expect(await describeSandbox('http://127.0.0.1:1')).toContain('unknown');
  });
});
