import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';

/** A file to be written below a folder; `read` is called once, when its turn has come. */
export interface FileToWrite {
  readonly path: string;
  readonly executable: boolean;
  read(): Promise<Uint8Array> | Uint8Array;
}

/** Files open at one time: enough for the disk to merge its syncs, far below the limit on descriptors. */
const concurrency = 32;

/**
 * Writes files into an empty folder, durable when it resolves: contents, then the folders that name them. Gives for each
 * file what `inspect` made of its bytes, in order. Paths must have been checked.
 */
export async function writeFiles<T>(
  folder: string,
  files: readonly FileToWrite[],
  inspect: (file: FileToWrite, bytes: Uint8Array) => T,
): Promise<T[]> {
  const folders = foldersOf(files);
  for (const name of folders) await mkdir(join(folder, name), { recursive: true });
  const limit = pLimit(concurrency);
  const written = await Promise.all(
    files.map((file) =>
      limit(async () => {
        const bytes = await file.read();
        await writeSynced(join(folder, file.path), bytes, file.executable ? 0o755 : 0o644);
        return inspect(file, bytes);
      }),
    ),
  );
  await Promise.all(folders.map((name) => limit(() => syncFolder(join(folder, name)))));
  return written;
}

/** Writes one new file, durable but for its name in the folder. */
export async function writeSynced(path: string, content: Uint8Array | string, mode = 0o644): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Makes the names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** All folders that the files need, parents first, the root as ''. */
function foldersOf(files: readonly FileToWrite[]): string[] {
  const folders = new Set<string>(['']);
  for (const { path } of files) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  }
  return [...folders].sort();
}
