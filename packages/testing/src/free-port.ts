import getPort from 'get-port';

/** Returns a loopback port that is free, and that no other call in this process gets soon after. */
export function freePort(): Promise<number> {
  return getPort({ host: '127.0.0.1' });
}
