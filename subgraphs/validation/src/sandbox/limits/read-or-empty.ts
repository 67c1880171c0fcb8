import { readFileSync } from 'node:fs';

/** The text of a file of the kernel's; empty where it is gone, as it may be between two looks. */
export function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
