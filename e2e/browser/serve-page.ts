import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const file = new URL('page.html', import.meta.url);

/** Returns the script of the page, for a page that another server has sent. */
export async function readPageScript(): Promise<string> {
  const [, script = ''] = /<script>(.*)<\/script>/s.exec(await readFile(file, 'utf8')) ?? [];
  return script;
}

/** Serves the page under every host that leads to this machine, on a free port. */
export async function servePage(): Promise<{ readonly port: number; stop(): void }> {
  const html = await readFile(file);
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
