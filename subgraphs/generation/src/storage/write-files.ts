import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder, writeSynced } from '@skillwright/service/files';
import pLimit from 'p-limit';

/** A file to write below a folder; `read` is called once, right before the file is written. */
export interface FileToWrite {
  readonly path: string;
  readonly executable: boolean;
  read(): Promise<Uint8Array> | Uint8Array;
}

/** The number of files that are open at the same time: enough to merge syncs, far below the limit on descriptors. */
const concurrency = 32;

/**
 * Creates `folder` with these files; contents and names are durable when it resolves. Returns the results of `inspect`
 * for each file, in order. The paths must be sound.
 */
export async function writeFiles<T>(
  folder: string,
  files: readonly FileToWrite[],
  inspect: (file: FileToWrite, bytes: Uint8Array) => T,
): Promise<T[]> {
  const folders = foldersOf(files);
  // Not recursive: a folder that another process has removed must not come back.
  for (const name of folders) await mkdir(join(folder, name));
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

/** Returns the folders of the files, parents first; '' is the root. */
function foldersOf(files: readonly FileToWrite[]): string[] {
  const folders = new Set<string>(['']);
  for (const { path } of files) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  }
  return [...folders].sort();
}
