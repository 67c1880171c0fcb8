import { fileURLToPath } from 'node:url';

/** The path of one of the programs beside this file, by its name without the ending. */
export function ownFile(name: string): string {
  return fileURLToPath(new URL(`${name}.js`, import.meta.url));
}
