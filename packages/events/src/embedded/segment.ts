import { open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredRecord } from '../event/event-record.js';
import { findRecord } from './record-line.js';

const newline = 0x0a;
const extension = '.ndjson';

/** A file of consecutive records, one a line; named after the offset of its first. */
export interface Segment {
  readonly base: number;
  readonly path: string;
  /** Bytes of whole, durable lines. */
  bytes: number;
  /** When its newest record was written, in milliseconds since the epoch. */
  newestAt: number;
}

export function segmentPath(folder: string, base: number): string {
  return join(folder, `${String(base).padStart(16, '0')}${extension}`);
}

/** The base of a segment's file name; undefined for other files. */
export function findSegmentBase(name: string): number | undefined {
  const digits = name.endsWith(extension) ? name.slice(0, -extension.length) : '';
  return /^\d{16}$/.test(digits) ? Number(digits) : undefined;
}

/** The records of a segment up to the first damaged line, which a crash in the middle of a write leaves; what follows it is cut off. */
export async function recoverSegment(topic: string, base: number, path: string): Promise<RecoveredSegment> {
  const content = await readFile(path);
  const records: StoredRecord[] = [];
  let bytes = 0;
  for (;;) {
    const end = content.indexOf(newline, bytes);
    const record = end < 0 ? undefined : findRecord(topic, content.toString('utf8', bytes, end), base + records.length);
    if (!record) break;
    records.push(record);
    bytes = end + 1;
  }
  if (bytes < content.length) await truncate(path, bytes);
  return { records, bytes, cutBytes: content.length - bytes };
}

export interface RecoveredSegment {
  readonly records: readonly StoredRecord[];
  readonly bytes: number;
  readonly cutBytes: number;
}

/** Reads whole lines of a segment one after another, from a given record on. */
export class SegmentReader {
  #position = 0;
  #offset: number;
  #rest = Buffer.alloc(0);

  private constructor(
    private readonly topic: string,
    private readonly segment: Segment,
    private readonly file: FileHandle,
  ) {
    this.#offset = segment.base;
  }

  static async open(topic: string, segment: Segment): Promise<SegmentReader> {
    return new SegmentReader(topic, segment, await open(segment.path, 'r'));
  }

  /** The next records from `from` on, at least one unless the segment has no more durable ones. */
  async next(from: number, limit: number): Promise<StoredRecord[]> {
    const records: StoredRecord[] = [];
    while (records.length < limit) {
      const end = this.#rest.indexOf(newline);
      if (end < 0) {
        if (records.length > 0 || !(await this.#fill())) break;
        continue;
      }
      // Lines before `from` are counted, not parsed: offsets have no holes inside a segment.
      if (this.#offset >= from) {
        const record = findRecord(this.topic, this.#rest.toString('utf8', 0, end), this.#offset);
        if (!record) break;
        records.push(record);
      }
      this.#rest = this.#rest.subarray(end + 1);
      this.#offset++;
    }
    return records;
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  async #fill(): Promise<boolean> {
    const length = Math.min(256 * 1024, this.segment.bytes - this.#position);
    if (length <= 0) return false;
    const { bytesRead, buffer } = await this.file.read(Buffer.alloc(length), 0, length, this.#position);
    this.#position += bytesRead;
    this.#rest = Buffer.concat([this.#rest, buffer.subarray(0, bytesRead)]);
    return bytesRead > 0;
  }
}
