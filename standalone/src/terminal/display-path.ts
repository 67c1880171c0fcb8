import { relative } from 'node:path';

/** Returns the path relative to the working folder when it lies below it, else unchanged. */
export function displayPath(path: string): string {
  const fromHere = relative('', path);
  return fromHere.startsWith('..') ? path : fromHere || '.';
}
