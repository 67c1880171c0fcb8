import type { IncomingMessage } from 'node:http';

/**
 * Returns the values of all headers of a name in lower case. Node's `headers` keep the first one only of `host`,
 * `authorization` and some others.
 */
export function headerValues({ rawHeaders }: IncomingMessage, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}
