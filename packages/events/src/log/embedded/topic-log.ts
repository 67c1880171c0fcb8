import { open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import type { Clock, Logger } from '@skillwright/service';
import { syncFolder, writeAt, makeFolder } from '@skillwright/service/files';
import { findErrorCode } from '../../find-error-code.js';
import type { EventRecord, StoredRecord } from '../event-record.js';
import { eventErrors } from '../../errors.js';
import type { StoreLock } from './store-lock.js';
import { findSegmentBase, readSegment, segmentPath, toLine, type Segment } from './segment.js';

export interface TopicLogOptions {
  readonly topic: string;
  readonly folder: string;
  readonly lock: Pick<StoreLock, 'check' | 'refuseIfLost'>;
  readonly segmentBytes: number;
  /** Infinity keeps every record. */
  readonly retentionMs: number;
  readonly now: Clock;
  readonly logger: Logger;
}

interface Append {
  readonly records: readonly EventRecord[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * One topic: a row of segments on disk. The newest is written to and kept in memory too. Simultaneous appends share one
 * sync. Every access throws EVENT_LOG_FAULTY once the lock is lost, and TRANSPORT_CLOSED after `close`.
 */
export class TopicLog {
  readonly #segments: Segment[] = [];
  /** The newest segment's records, bytes and file. */
  #records: StoredRecord[] = [];
  #bytes = 0;
  #file: FileHandle | undefined;
  #next = 0;
  #isOpen = true;
  #queue: Append[] = [];
  #last: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<() => void>();

  private constructor(private readonly options: TopicLogOptions) {}

  /** Opens a topic, or creates it; removes a line that a crash has left half written. */
  static async open(options: TopicLogOptions): Promise<TopicLog> {
    await options.lock.check();
    const log = new TopicLog(options);
    await log.#recover();
    await log.#dropOldSegments();
    return log;
  }

  /** The offset of the oldest record, or `next` if there is none. */
  get earliest(): number {
    return this.#segments[0]?.base ?? this.#next;
  }

  /** The offset that the next record gets. */
  get next(): number {
    return this.#next;
  }

  /** Whether the topic can be read and written. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Resolves once the records are on disk and no other process can have opened the log before. */
  append(records: readonly EventRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#refuseIfClosed();
      this.#queue.push({ records, resolve, reject });
      if (this.#queue.length === 1) void this.#alone(() => this.#flush());
    });
  }

  /** The records from `offset` on, up to the end of a segment; empty at the end of the topic. */
  async read(offset: number): Promise<readonly StoredRecord[]> {
    this.#refuseIfClosed();
    const from = Math.max(offset, this.earliest);
    const index = this.#segments.findLastIndex(({ base }) => base <= from);
    const segment = this.#segments[index];
    const following = this.#segments[index + 1];
    if (!segment) return [];
    const records = following ? await this.#readClosed(segment) : this.#records;
    const found = records.slice(records.findLastIndex((record) => record.offset < from) + 1);
    return found.length === 0 && following ? this.read(following.base) : found;
  }

  /** Calls `listener` after each append, and when the topic is closed; the returned function ends that. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Removes segments whose newest record is older than the retention. */
  applyRetention(): Promise<void> {
    return this.#alone(async () => {
      await this.options.lock.check();
      await this.#dropOldSegments();
    });
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    for (const listener of this.#listeners) listener();
    await this.#alone(async () => {
      await this.#file?.close();
      this.#file = undefined;
    });
  }

  #refuseIfClosed(): void {
    this.options.lock.refuseIfLost();
    if (!this.#isOpen) throw eventErrors.TRANSPORT_CLOSED();
  }

  /** Runs one piece of work on the files at a time. */
  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #readClosed(segment: Segment): Promise<readonly StoredRecord[]> {
    try {
      return (await readSegment(this.options.topic, segment)).records;
    } catch (error) {
      // Retention has removed it since.
      if (findErrorCode(error) === 'ENOENT') return [];
      throw error;
    }
  }

  async #dropOldSegments(): Promise<void> {
    const before = this.options.now().getTime() - this.options.retentionMs;
    for (let oldest = this.#segments[0]; oldest && oldest.newestAt < before; oldest = this.#segments[0]) {
      if (this.#segments.length === 1) {
        if (this.#bytes === 0) return;
        // The name of the next segment keeps the offset that the topic has reached.
        await this.#roll();
      }
      this.#segments.shift();
      await rm(oldest.path, { force: true });
    }
  }

  async #recover(): Promise<void> {
    const { folder, topic, logger } = this.options;
    await makeFolder(folder);
    const bases = (await readdir(folder)).map(findSegmentBase).filter((base) => base !== undefined);
    for (const base of bases.sort((a, b) => a - b)) {
      const path = segmentPath(folder, base);
      this.#segments.push({ base, path, newestAt: (await stat(path)).mtimeMs });
    }
    const newest = this.#segments.at(-1);
    if (!newest) return this.#roll();
    const { records, bytes, restBytes } = await readSegment(topic, newest);
    this.#records = records;
    this.#bytes = bytes;
    this.#next = (records.at(-1)?.offset ?? newest.base - 1) + 1;
    this.#file = await open(newest.path, 'r+');
    if (restBytes === 0) return;
    await this.#file.truncate(bytes);
    logger.warn({ topic, path: newest.path, cutBytes: restBytes }, 'a half-written end was cut off');
  }

  async #roll(): Promise<void> {
    await this.#file?.close();
    const path = segmentPath(this.options.folder, this.#next);
    this.#file = await open(path, 'w+');
    await syncFolder(this.options.folder);
    this.#segments.push({ base: this.#next, path, newestAt: this.options.now().getTime() });
    this.#records = [];
    this.#bytes = 0;
  }

  async #flush(): Promise<void> {
    const appends = this.#queue;
    this.#queue = [];
    try {
      const stored = await this.#write(appends.flatMap(({ records }) => records));
      for (const record of stored) this.#records.push(record);
      this.#next += stored.length;
      for (const listener of this.#listeners) listener();
      for (const { resolve } of appends) resolve();
    } catch (error) {
      for (const { reject } of appends) reject(error);
    }
  }

  async #write(records: readonly EventRecord[]): Promise<StoredRecord[]> {
    const { topic, lock, segmentBytes, now } = this.options;
    await lock.check();
    if (this.#bytes >= segmentBytes) {
      await this.#roll();
      await this.#dropOldSegments();
    }
    const segment = this.#segments.at(-1);
    if (!segment || !this.#file) throw eventErrors.TRANSPORT_CLOSED();
    const timestamp = now().getTime();
    const stored = records.map((record, index): StoredRecord => {
      return { ...record, topic, partition: 0, offset: this.#next + index, timestamp };
    });
    const bytes = Buffer.from(stored.map((record) => toLine(record, record.offset, timestamp)).join(''));
    try {
      await writeAt(this.#file, bytes, this.#bytes);
      await this.#file.datasync();
    } catch (error) {
      // Another process may have written there since.
      await lock.check();
      // A full disk may have taken a part; the next append starts at the same place.
      await this.#file.truncate(this.#bytes).catch(() => undefined);
      throw error;
    }
    // Another process that took the lock in the meantime may have read the file before these records were in it.
    await lock.check();
    this.#bytes += bytes.length;
    segment.newestAt = timestamp;
    return stored;
  }
}
