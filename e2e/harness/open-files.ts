import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns the files and folders below `folder` that the permissions let another user read, list or write. */
export async function findOpenFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => !entry.isSymbolicLink())
      .map(async (entry) => {
        const path = join(folder, entry.name);
        const open = ((await stat(path)).mode & 0o066) === 0 ? [] : [path];
        return entry.isDirectory() ? [...open, ...(await findOpenFiles(path))] : open;
      }),
  );
  return found.flat();
}
