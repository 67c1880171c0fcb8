import getPort from 'get-port';

/** A loopback port that nobody listens on, and that no other call in this process is given soon. */
export function freePort(): Promise<number> {
  return getPort({ host: '127.0.0.1' });
}
