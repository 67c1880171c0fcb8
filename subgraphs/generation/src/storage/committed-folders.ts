import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Event } from '@skillwright/contracts/events';
import { announceOutboxEntry, dropOutboxEntry, writeEventFile, writeOutboxPointer } from '@skillwright/events';
import { takeLock, type Lock } from '@skillwright/locks';
import { syncFolder } from './durable-files.js';

/** The folder to commit to is there already: another writer was faster. */
export class FolderExistsError extends Error {
  override readonly name = 'FolderExistsError';
}

export const eventFile = 'event.json';

/**
 * Builds folders aside and publishes each, with the event that belongs to it, by one rename. Several processes may do so
 * below one root: each stages in a folder of its own.
 */
export class CommittedFolders {
  readonly root: string;
  private readonly outbox: string;
  private folder: string | undefined;
  private lock: Lock | undefined;

  /** `root` holds the committed folders; the outbox is a folder on the same file system. */
  constructor(folders: { readonly root: string; readonly outbox: string }) {
    this.root = resolve(folders.root);
    this.outbox = resolve(folders.outbox);
  }

  /** Removes what processes that are gone left unfinished. Call it before the first `commit`. */
  async open(): Promise<void> {
    const all = join(this.root, '.staging');
    await mkdir(all, { recursive: true });
    const names = await readdir(all);
    await Promise.all(names.map((name) => removeAbandoned(join(all, name))));
    const folder = join(all, randomUUID());
    await mkdir(folder);
    const held = await takeLock(join(folder, 'lock'));
    this.lock = 'release' in held ? held : undefined;
    this.folder = folder;
  }

  async close(): Promise<void> {
    if (this.folder === undefined) return;
    await rm(this.folder, { recursive: true, force: true });
    await this.lock?.release();
    this.folder = undefined;
  }

  /**
   * Lets `build` fill a staged folder and renames it to `target` (relative to the root): what `build` returns is committed
   * then, with its event, and nothing of it otherwise. Throws {@link FolderExistsError} where the target exists.
   */
  async commit(target: string, build: (folder: string) => Promise<Event | undefined>): Promise<void> {
    if (this.folder === undefined) throw new TypeError('nothing can be staged before open');
    const staged = join(this.folder, randomUUID());
    const path = join(this.root, target);
    await mkdir(staged);
    let event: Event | undefined;
    try {
      event = await build(staged);
      if (event) await this.prepare(staged, path, event);
      await syncFolder(staged);
      await move(staged, path);
    } catch (error) {
      await rm(staged, { recursive: true, force: true });
      if (event) await dropOutboxEntry(this.outbox, event.id);
      throw error;
    }
    await this.syncUp(path);
    // It only spares the relay a wait: what is committed is found by its next poll.
    if (event) await announceOutboxEntry(this.outbox, event.id).catch(() => undefined);
  }

  /** The pointer comes first: the relay passes it over until the rename has put the event where it points. */
  private async prepare(staged: string, path: string, event: Event): Promise<void> {
    await writeEventFile(join(staged, eventFile), event);
    await writeOutboxPointer(this.outbox, event.id, join(path, eventFile));
  }

  private async syncUp(path: string): Promise<void> {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      await syncFolder(folder);
      if (folder === this.root || folder === dirname(folder)) return;
    }
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  const lock = await takeLock(join(folder, 'lock'));
  if ('heldBy' in lock) return;
  await rm(folder, { recursive: true, force: true });
  await lock.release();
}

async function move(staged: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // A rename replaces an empty folder; one that is there is taken, whatever it holds.
  if (await exists(path)) throw new FolderExistsError(path);
  try {
    await rename(staged, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ENOTEMPTY' || code === 'EEXIST' ? new FolderExistsError(path, { cause: error }) : error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
