import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import type { Clock, Logger } from '@skillwright/service';
import type { EventRecord, StoredRecord } from '../event/event-record.js';
import { eventErrors } from '../errors.js';
import { syncFolder, writeAt } from '../files/durable-file.js';
import { toLine } from './record-line.js';
import { findSegmentBase, recoverSegment, segmentPath, type Segment } from './segment.js';

export interface TopicLogOptions {
  readonly topic: string;
  readonly folder: string;
  readonly segmentBytes: number;
  readonly retentionMs: number;
  readonly now: Clock;
  readonly logger: Logger;
}

/** The newest records that are kept in memory for those who read along. */
const tailLength = 1_000;

/** One topic on disk: an append-only row of segments. What is appended at the same time is synced at once. */
export class TopicLog {
  readonly #segments: Segment[] = [];
  #file: FileHandle | undefined;
  #next = 0;
  #tail: StoredRecord[] = [];
  #queue: Append[] = [];
  #flushIsDue = false;
  #last: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<() => void>();

  private constructor(private readonly options: TopicLogOptions) {}

  /** Opens a topic, or makes it; cuts off what a crash left half written. */
  static async open(options: TopicLogOptions): Promise<TopicLog> {
    const log = new TopicLog(options);
    await log.#recover();
    await log.#dropOldSegments();
    return log;
  }

  /** The oldest record that is still there, or `next` where there is none. */
  get earliest(): number {
    return this.#segments[0]?.base ?? this.#next;
  }

  get next(): number {
    return this.#next;
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Resolves once the records are on disk. */
  append(records: readonly EventRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ records, resolve, reject });
      if (this.#flushIsDue) return;
      this.#flushIsDue = true;
      void this.#alone(() => this.#flush());
    });
  }

  /** Records from `offset` on as far as memory has them; undefined where only the disk does. */
  findInTail(offset: number, limit: number): readonly StoredRecord[] | undefined {
    const first = this.#next - this.#tail.length;
    return offset < first ? undefined : this.#tail.slice(offset - first, offset - first + limit);
  }

  /** Calls back after each append. Returns how to stop. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Removes the segments whose newest record is older than the retention. */
  applyRetention(): Promise<void> {
    return this.#alone(() => this.#dropOldSegments());
  }

  async close(): Promise<void> {
    await this.#alone(async () => {
      await this.#file?.close();
      this.#file = undefined;
    });
  }

  /** Does one thing to the files at a time. */
  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #dropOldSegments(): Promise<void> {
    const before = this.options.now().getTime() - this.options.retentionMs;
    for (let oldest = this.#segments[0]; oldest && oldest.newestAt < before; oldest = this.#segments[0]) {
      if (this.#segments.length === 1) {
        if (oldest.bytes === 0) return;
        // The successor of the last segment remembers in its name how far the topic has come.
        await this.#roll();
        this.#tail = [];
      }
      this.#segments.shift();
      await rm(oldest.path, { force: true });
    }
  }

  async #recover(): Promise<void> {
    const { folder, topic, logger } = this.options;
    await mkdir(folder, { recursive: true });
    const bases = (await readdir(folder)).map(findSegmentBase).filter((base) => base !== undefined);
    for (const base of bases.sort((a, b) => a - b)) {
      const path = segmentPath(folder, base);
      const { size, mtimeMs } = await stat(path);
      this.#segments.push({ base, path, bytes: size, newestAt: mtimeMs });
    }
    const last = this.#segments.at(-1);
    if (!last) return this.#roll();
    const { records, bytes, cutBytes } = await recoverSegment(topic, last.base, last.path);
    if (cutBytes > 0) logger.warn({ topic, path: last.path, cutBytes }, 'a half-written end was cut off');
    last.bytes = bytes;
    this.#next = last.base + records.length;
    this.#tail = records.slice(-tailLength);
    this.#file = await open(last.path, 'r+');
  }

  async #roll(): Promise<void> {
    await this.#file?.close();
    const path = segmentPath(this.options.folder, this.#next);
    this.#file = await open(path, 'w+');
    await syncFolder(this.options.folder);
    this.#segments.push({ base: this.#next, path, bytes: 0, newestAt: this.options.now().getTime() });
  }

  async #flush(): Promise<void> {
    const appends = this.#queue;
    this.#queue = [];
    this.#flushIsDue = false;
    try {
      this.#admit(await this.#write(appends.flatMap(({ records }) => records)));
      for (const { resolve } of appends) resolve();
    } catch (error) {
      for (const { reject } of appends) reject(error);
    }
  }

  async #write(records: readonly EventRecord[]): Promise<StoredRecord[]> {
    const { topic, segmentBytes, now } = this.options;
    if ((this.#segments.at(-1)?.bytes ?? 0) >= segmentBytes) {
      await this.#roll();
      await this.#dropOldSegments();
    }
    const segment = this.#segments.at(-1);
    if (!segment || !this.#file) throw eventErrors.TRANSPORT_CLOSED();
    const timestamp = now().getTime();
    const stored = records.map((record, index) => ({
      ...record,
      topic,
      partition: 0,
      offset: this.#next + index,
      timestamp,
    }));
    const bytes = Buffer.from(stored.map((record) => toLine(record, record.offset, timestamp)).join(''));
    try {
      await writeAt(this.#file, bytes, segment.bytes);
      await this.#file.datasync();
    } catch (error) {
      // A full disk may have taken a part; the next append goes where this one began.
      await this.#file.truncate(segment.bytes).catch(() => undefined);
      throw error;
    }
    segment.bytes += bytes.length;
    segment.newestAt = timestamp;
    return stored;
  }

  #admit(stored: readonly StoredRecord[]): void {
    this.#next += stored.length;
    this.#tail.push(...stored);
    if (this.#tail.length > 2 * tailLength) this.#tail = this.#tail.slice(-tailLength);
    for (const listener of this.#listeners) listener();
  }
}

interface Append {
  readonly records: readonly EventRecord[];
  resolve(): void;
  reject(error: unknown): void;
}
