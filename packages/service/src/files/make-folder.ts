import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Creates a folder, with its parents, if it is missing. Throws the file system's error. `mkdir` with `recursive` does
 * not: where a file system takes no folders, such as `/proc`, it never ends.
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  if ((await attempt(path, mode)) === 'made') return;
  const parent = dirname(path);
  if (!(await isFolder(parent))) await makeFolder(parent, mode);
  // Another process may have made the parent since the first attempt.
  const second = await attempt(path, mode);
  if (second !== 'made') throw second;
}

/** Returns the error of a missing parent, and throws every other one. */
async function attempt(path: string, mode: number | undefined): Promise<'made' | NodeJS.ErrnoException> {
  try {
    await mkdir(path, mode);
  } catch (cause) {
    const error = cause as NodeJS.ErrnoException;
    if (await isFolder(path)) return 'made';
    if (error.code === 'ENOENT') return error;
    throw error;
  }
  return 'made';
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
