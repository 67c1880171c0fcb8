import { dropIgnorable } from './ignorable-code-points.js';

/**
 * The same text for all paths that some file system takes for one: case, Unicode form and ignorable code points do not
 * count.
 */
export function foldPath(path: string): string {
  return dropIgnorable(path).normalize('NFD').toLowerCase().toUpperCase().normalize('NFC');
}
