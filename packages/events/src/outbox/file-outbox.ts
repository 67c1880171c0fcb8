import { watch } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@skillwright/service/files';
import { ServiceError, type Logger } from '@skillwright/service';
import { findErrorCode } from '../find-error-code.js';
import { toRecord } from '../event/cloud-event.js';
import { findEvent } from './file-outbox-entry.js';
import { leadByLock } from './file-leadership.js';
import { timeOfId } from './id-time.js';
import type { Leadership, OutboxBacklog, OutboxEntry, OutboxStore, TimeRange } from './outbox-store.js';

export interface FileOutboxOptions {
  readonly folder: string;
  /** The name in logs and metrics. */
  readonly name: string;
  readonly logger: Logger;
}

/** Entries to read or move at the same time. */
const concurrency = 64;
const entryName = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json$/;

/**
 * The outbox of a service that keeps its data in files: a folder with one `<event id>.json` per event, which holds the
 * event (see {@link writeOutboxEntry}) or a pointer to it (see {@link writeOutboxPointer}). Ids are UUIDv7, so names
 * sort by age. Published entries move to `published/`, unreadable entries to `faulty/`.
 */
export class FileOutbox implements OutboxStore {
  readonly name: string;
  readonly #folder: string;
  readonly #logger: Logger;
  /** The pointers without a target at the last read. */
  #uncommitted: ReadonlySet<string> = new Set();
  readonly #listeners = new Set<() => void>();

  constructor({ folder, name, logger }: FileOutboxOptions) {
    this.name = name;
    this.#folder = folder;
    this.#logger = logger;
  }

  async lead(signal: AbortSignal): Promise<Leadership | undefined> {
    await makeFolder(join(this.#folder, 'published'));
    const leadership = await leadByLock(this.#folder, signal);
    if (!leadership) return undefined;
    const unwatch = this.#watch();
    leadership.lost.addEventListener('abort', unwatch);
    return {
      lost: leadership.lost,
      release: async () => {
        unwatch();
        await leadership.release();
      },
    };
  }

  async pending(limit: number, exclude: ReadonlySet<string>): Promise<readonly OutboxEntry[]> {
    const ids = (await this.#ids()).filter((id) => !exclude.has(id));
    const entries: OutboxEntry[] = [];
    const uncommitted = new Set<string>();
    for (let start = 0; start < ids.length && entries.length < limit; start += concurrency) {
      const chunk = ids.slice(start, start + concurrency);
      const found = await Promise.all(chunk.map((id) => this.#findEntry(id)));
      for (const [index, entry] of found.entries()) {
        if (entry === 'uncommitted') uncommitted.add(chunk[index] ?? '');
        else if (entry && entries.length < limit) entries.push(entry);
      }
    }
    this.#uncommitted = uncommitted;
    return entries;
  }

  async markPublished(entries: readonly OutboxEntry[]): Promise<void> {
    for (let start = 0; start < entries.length; start += concurrency) {
      const chunk = entries.slice(start, start + concurrency);
      await Promise.all(chunk.map(({ id }) => this.#move(id, 'published')));
    }
  }

  /** Does nothing: the metrics of the relay count attempts. */
  markFailed(): Promise<void> {
    return Promise.resolve();
  }

  async backlog(): Promise<OutboxBacklog> {
    const ids = (await this.#ids()).filter((id) => !this.#uncommitted.has(id));
    for (const [index, id] of ids.entries()) {
      const entry = await this.#findEntry(id);
      if (!entry || entry === 'uncommitted') continue;
      const { record, createdAt } = entry;
      return { count: ids.length - index, oldest: { id, topic: record.topic, key: record.key, createdAt } };
    }
    return { count: 0, oldest: null };
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Also removes pointers from before `before` whose commit never happened. */
  async prune(before: Date): Promise<number> {
    const published = join(this.#folder, 'published');
    let pruned = 0;
    for (const name of await readdir(published)) {
      const path = join(published, name);
      if ((await stat(path)).ctime >= before) continue;
      await rm(path, { force: true });
      pruned++;
    }
    const abandoned = [...this.#uncommitted].filter((id) => timeOfId(id) < before);
    await Promise.all(abandoned.map((id) => rm(join(this.#folder, `${id}.json`), { force: true })));
    return pruned;
  }

  async republish({ from, to }: TimeRange): Promise<number> {
    const published = join(this.#folder, 'published');
    const ids = (await this.#ids(published)).filter((id) => timeOfId(id) >= from && timeOfId(id) <= to);
    for (const id of ids) await rename(join(published, `${id}.json`), join(this.#folder, `${id}.json`));
    return ids.length;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Watches the folder. The relay polls when the system has no watch left. */
  #watch(): () => void {
    const onError = (error: unknown) =>
      this.#logger.warn({ err: error, outbox: this.name }, 'the outbox folder cannot be watched');
    try {
      const watcher = watch(this.#folder, () => this.#listeners.forEach((listener) => listener()));
      watcher.on('error', onError);
      return () => watcher.close();
    } catch (error) {
      onError(error);
      return () => undefined;
    }
  }

  async #ids(folder = this.#folder): Promise<string[]> {
    const names = await readdir(folder).catch((error: unknown) => {
      if (findErrorCode(error) === 'ENOENT') return [];
      throw error;
    });
    return names
      .filter((name) => entryName.test(name))
      .map((name) => name.slice(0, -'.json'.length))
      .sort();
  }

  async #findEntry(id: string): Promise<OutboxEntry | 'uncommitted' | undefined> {
    try {
      const event = await findEvent(this.#folder, `${id}.json`);
      return event ? { id, record: toRecord(event), createdAt: timeOfId(id) } : 'uncommitted';
    } catch (error) {
      if (findErrorCode(error) === 'ENOENT') return undefined;
      if (!(error instanceof ServiceError)) throw error;
      this.#logger.error({ err: error, outbox: this.name, entry: id }, 'an entry is faulty and moved to faulty/');
      await this.#move(id, 'faulty');
      return undefined;
    }
  }

  async #move(id: string, to: 'published' | 'faulty'): Promise<void> {
    await makeFolder(join(this.#folder, to));
    await rename(join(this.#folder, `${id}.json`), join(this.#folder, to, `${id}.json`));
  }
}
