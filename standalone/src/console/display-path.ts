import { relative } from 'node:path';

/** A path as a person at this place would write it: relative where it lies below, else absolute. */
export function displayPath(path: string): string {
  const fromHere = relative('', path);
  return fromHere.startsWith('..') ? path : fromHere || '.';
}
