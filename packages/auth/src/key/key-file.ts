import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder, syncFolder, writeSynced } from '@skillwright/service/files';
import { ConfigError } from '@skillwright/service/start-up';

/** The key's file cannot be used. The message says what to do about it. */
export class KeyFileError extends ConfigError {
  constructor(path: string, reason: string, options?: { readonly cause: unknown }) {
    super([
      `PLATFORM_KEY: ${path} ${reason}. Give the key that all processes of the installation share, or remove the file ` +
        `to have one made at the next start; the tokens of the old key are refused then.`,
    ]);
    this.cause = options?.cause;
  }
}

const maxBytes = 64 * 1024;

/** Returns the text of the key's file, or undefined if there is none. Throws a KeyFileError if others may read it. */
export async function readKeyFile(path: string): Promise<string | undefined> {
  let file: FileHandle | undefined;
  try {
    // Opening a pipe would wait for a writer.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    // The open file is looked at, not its path: what is checked is what is read.
    const stats = await file.stat();
    if (!stats.isFile()) throw new KeyFileError(path, 'is not a file');
    const { mode, uid, size } = stats;
    if (isOpenToOthers(mode, uid)) {
      const shown = (mode & 0o777).toString(8).padStart(4, '0');
      throw new ConfigError([
        `PLATFORM_KEY: other users may read or change ${path} (mode ${shown}). Restrict it: chmod 600 ${path}.`,
      ]);
    }
    if (size > maxBytes) throw new KeyFileError(path, 'is too large for a key');
    return await file.readFile('utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new KeyFileError(path, `cannot be read (${code})`, { cause: error });
  } finally {
    await file?.close();
  }
}

/** A secret that is mounted into a container belongs to another user, and is readable by the group of this one. */
function isOpenToOthers(mode: number, uid: number): boolean {
  const mounted = uid !== process.getuid?.();
  return (mode & (mounted ? 0o037 : 0o077)) !== 0;
}

/**
 * Creates the key's file with `text`, whole or not at all. Returns the text of the file: another process may have
 * created it first.
 */
export async function publishKeyFile(path: string, text: string): Promise<string> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await makeFolder(dirname(path), 0o700);
    await writeSynced(temporary, text, 0o600);
    await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await syncFolder(dirname(path));
  } catch (error) {
    throw new KeyFileError(path, `cannot be made (${(error as NodeJS.ErrnoException).code})`, { cause: error });
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
  const published = await readKeyFile(path);
  if (published === undefined) throw new KeyFileError(path, 'was removed while it was made');
  return published;
}
