import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@skillwright/service';
import { writeDurableFile, makeFolder } from '@skillwright/service/files';
import { pause } from '@skillwright/service/timing';
import type { StoreLock } from './store-lock.js';

export interface GroupOffsetsOptions {
  readonly logger: Logger;
  readonly lock: Pick<StoreLock, 'check' | 'refuseIfLost'>;
}

type Committed = Map<string, number>;

/** Commits within this time are written together. */
const gatherMs = 50;

/** The committed offsets of all groups, by topic; one file per group, written soon after a commit. */
export class GroupOffsets {
  readonly #groups = new Map<string, Committed>();
  readonly #dirty = new Set<string>();
  #writing: Promise<void> | undefined;

  private constructor(
    private readonly folder: string,
    private readonly options: GroupOffsetsOptions,
  ) {}

  static async open(folder: string, options: GroupOffsetsOptions): Promise<GroupOffsets> {
    await makeFolder(folder);
    const offsets = new GroupOffsets(folder, options);
    for (const name of await readdir(folder)) {
      if (!name.endsWith('.json') || name.startsWith('.')) continue;
      const entries: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'));
      offsets.#groups.set(decodeURIComponent(name.slice(0, -'.json'.length)), toCommitted(entries));
    }
    return offsets;
  }

  find(group: string, topic: string): number | undefined {
    return this.#groups.get(group)?.get(topic);
  }

  /**
   * Takes effect at once in memory, and soon after on disk; a crash in between repeats a few records. Throws
   * EVENT_LOG_FAULTY once the lock is lost.
   */
  commit(group: string, topic: string, offset: number): void {
    this.options.lock.refuseIfLost();
    let committed = this.#groups.get(group);
    if (!committed) this.#groups.set(group, (committed = new Map()));
    committed.set(topic, offset);
    this.#dirty.add(group);
    this.#writing ??= this.#writeSoon();
  }

  /** Resolves once all commits are on disk. Rejects with the error of the file system, or EVENT_LOG_FAULTY. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#write();
  }

  /** The only writer: commits made while it writes are written in its next round. */
  async #writeSoon(): Promise<void> {
    try {
      await pause(gatherMs);
      while (this.#dirty.size > 0) await this.#write();
    } catch (error) {
      this.options.logger.error({ err: error, folder: this.folder }, 'committed offsets could not be written');
    } finally {
      this.#writing = undefined;
    }
  }

  async #write(): Promise<void> {
    for (const group of this.#dirty) {
      this.#dirty.delete(group);
      const committed = Object.fromEntries(this.#groups.get(group) ?? []);
      const path = join(this.folder, `${encodeURIComponent(group)}.json`);
      try {
        await this.options.lock.check();
        await writeDurableFile(path, `${JSON.stringify(committed)}\n`);
      } catch (error) {
        this.#dirty.add(group);
        throw error;
      }
    }
  }
}

function toCommitted(entries: unknown): Committed {
  const pairs = Object.entries(entries ?? {}).filter((pair): pair is [string, number] => Number.isInteger(pair[1]));
  return new Map(pairs);
}
