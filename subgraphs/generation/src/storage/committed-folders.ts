import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Event } from '@skillwright/contracts/events';
import { announceOutboxEntry, dropOutboxEntry, writeEventFile, writeOutboxPointer } from '@skillwright/events/outbox';
import type { Logger } from '@skillwright/service';
import { syncFolder, makeFolder } from '@skillwright/service/files';
import { StagingFolder, removeAbandoned } from './staging-folder.js';

/** The folder to commit exists: another writer was faster. */
export class FolderExistsError extends Error {
  override readonly name = 'FolderExistsError';
}

const eventFile = 'event.json';

/**
 * Folders that are committed with their events by one rename. Several processes can commit below one root, also from
 * other containers and machines; each prepares its folders in a staging folder of its own.
 */
export class CommittedFolders {
  readonly root: string;
  private readonly outbox: string;
  private readonly allStaging: string;
  private readonly closing = new AbortController();
  private staging: StagingFolder | undefined;
  private replacing: Promise<StagingFolder> | undefined;
  private cleaning: Promise<void> | undefined;

  /** `root` has the committed folders; `outbox` is a folder on the same file system. */
  constructor(
    folders: { readonly root: string; readonly outbox: string },
    private readonly logger: Logger,
    private readonly sync = syncFolder,
  ) {
    this.root = resolve(folders.root);
    this.outbox = resolve(folders.outbox);
    this.allStaging = join(this.root, '.staging');
  }

  /** Call it before the first `commit`. Staging folders of dead processes are removed in the background. */
  async open(): Promise<void> {
    await makeFolder(this.allStaging);
    this.staging = await StagingFolder.create(this.allStaging);
    this.cleaning = removeAbandoned(this.allStaging, this.closing.signal).catch((error: unknown) => {
      if (!this.closing.signal.aborted) this.logger.warn({ err: error }, 'abandoned staging folders cannot be removed');
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.cleaning;
    await this.staging?.remove();
    this.staging = undefined;
  }

  /**
   * Calls `build` to fill a folder in the staging folder and renames that to `target` (relative to the root). The
   * content is committed with the event that `build` returns, or neither is. `build` runs again when another process
   * has removed the staging folder. Throws {@link FolderExistsError} when the target exists, and the errors of `build`
   * and the file system. Never throws once the folder is committed.
   */
  async commit(target: string, build: (folder: string) => Promise<Event | undefined>): Promise<void> {
    if (!this.staging) throw new TypeError('commit was called before open');
    const { staging } = this;
    try {
      await this.commitFrom(staging, target, build);
    } catch (error) {
      if (error instanceof FolderExistsError || (await staging.isHeld())) throw error;
      this.logger.warn({ err: error, folder: staging.path }, 'the staging folder was removed; another one is created');
      await this.commitFrom(await this.replace(staging), target, build);
    }
  }

  private async commitFrom(
    staging: StagingFolder,
    target: string,
    build: (folder: string) => Promise<Event | undefined>,
  ): Promise<void> {
    const staged = join(staging.path, randomUUID());
    const path = join(this.root, target);
    await mkdir(staged);
    let event: Event | undefined;
    try {
      event = await build(staged);
      if (event) await this.prepare(staged, path, event);
      await this.sync(staged);
      await this.prepareParent(path);
      await move(staged, path);
    } catch (error) {
      await rm(staged, { recursive: true, force: true });
      if (event) await dropOutboxEntry(this.outbox, event.id);
      throw error;
    }
    // Everybody can see the folder now. An error would make the caller repeat what is done.
    await this.sync(dirname(path)).catch((error: unknown) => {
      this.logger.warn({ err: error, folder: path }, 'a committed folder could not be made durable at once');
    });
    // This only wakes the relay; its next poll finds the event in any case.
    if (event) await announceOutboxEntry(this.outbox, event.id).catch(() => undefined);
  }

  /** Replaces a lost staging folder. Commits at the same time share one new folder. */
  private async replace(lost: StagingFolder): Promise<StagingFolder> {
    if (this.staging !== lost && this.staging) return this.staging;
    this.replacing ??= StagingFolder.create(this.allStaging).finally(() => (this.replacing = undefined));
    return (this.staging = await this.replacing);
  }

  /**
   * Writes the event and its outbox pointer. The relay skips the pointer until the rename has moved the event to its
   * target.
   */
  private async prepare(staged: string, path: string, event: Event): Promise<void> {
    await writeEventFile(join(staged, eventFile), event);
    await writeOutboxPointer(this.outbox, event.id, join(path, eventFile));
  }

  /** Creates the parent of a target. Only the entry of the target in it is left to be made durable. */
  private async prepareParent(path: string): Promise<void> {
    const parent = dirname(path);
    await makeFolder(parent);
    for (let folder = parent; folder !== this.root && folder !== dirname(folder);) {
      folder = dirname(folder);
      await this.sync(folder);
    }
  }
}

async function move(staged: string, path: string): Promise<void> {
  // A rename replaces an empty folder, so the target is checked first.
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
