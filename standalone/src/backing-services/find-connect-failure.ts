import { once } from 'node:events';
import { createConnection } from 'node:net';

const timeoutMs = 5_000;

/** Connects to `host:port`. Returns why that fails, within 5 s, or undefined when it succeeds. */
export async function findConnectFailure(address: string): Promise<string | undefined> {
  const { hostname, port } = new URL(`tcp://${address}`);
  const socket = createConnection({ host: hostname, port: Number(port) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(timeoutMs) });
    return undefined;
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    return `${address} (${name === 'AbortError' ? `no answer in ${timeoutMs} ms` : (code ?? message)})`;
  } finally {
    socket.destroy();
  }
}
