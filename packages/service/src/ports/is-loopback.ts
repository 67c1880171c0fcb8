import { isIPv4 } from 'node:net';

/** Whether a host, in lower case and without a port, is a name of this machine alone. IPv6 may stand in brackets. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));
}
