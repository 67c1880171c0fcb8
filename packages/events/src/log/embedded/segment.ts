import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventRecord, StoredRecord } from '../event-record.js';

const extension = '.ndjson';
const newline = 0x0a;

/** A file of consecutive records, one JSON line each; its name is the offset of its first record. */
export interface Segment {
  readonly base: number;
  readonly path: string;
  /** The time at which its newest record was written, in milliseconds since the epoch. */
  newestAt: number;
}

export interface SegmentContent {
  readonly records: StoredRecord[];
  /** The size up to the end of the last readable line. */
  readonly bytes: number;
  /** The size of the rest: a line that a crash has left half written. */
  readonly restBytes: number;
}

export function segmentPath(folder: string, base: number): string {
  return join(folder, `${String(base).padStart(16, '0')}${extension}`);
}

/** The offset in the file name of a segment; undefined for other files. */
export function findSegmentBase(name: string): number | undefined {
  const digits = name.endsWith(extension) ? name.slice(0, -extension.length) : '';
  return /^\d{16}$/.test(digits) ? Number(digits) : undefined;
}

/** The line of a record. JSON escapes the line breaks in it. */
export function toLine({ key, headers, value }: EventRecord, offset: number, timestamp: number): string {
  return `${JSON.stringify({ offset, timestamp, key, headers, value })}\n`;
}

/** Reads the records of a segment, in the order of their offsets, without the damaged lines. */
export async function readSegment(topic: string, { base, path }: Segment): Promise<SegmentContent> {
  const content = await readFile(path);
  const records: StoredRecord[] = [];
  let bytes = 0;
  let next = base;
  let damaged = 0;
  for (
    let start = 0, end = content.indexOf(newline);
    end >= 0;
    start = end + 1, end = content.indexOf(newline, start)
  ) {
    const record = findRecord(topic, content.toString('utf8', start, end));
    // A damaged line break turns two lines into one, or a damaged character one line into two.
    if (!record || record.offset < next || record.offset > next + 2 * damaged) {
      damaged++;
      continue;
    }
    records.push(record);
    next = record.offset + 1;
    damaged = 0;
    bytes = end + 1;
  }
  return { records, bytes, restBytes: content.length - bytes };
}

function findRecord(topic: string, line: string): StoredRecord | undefined {
  let parsed: Partial<StoredRecord> | null;
  try {
    parsed = JSON.parse(line) as Partial<StoredRecord> | null;
  } catch {
    return undefined;
  }
  const { offset, timestamp, key = null, headers = {}, value } = parsed ?? {};
  if (typeof offset !== 'number' || typeof timestamp !== 'number' || typeof value !== 'string') return undefined;
  return { topic, partition: 0, offset, timestamp, key, value, headers };
}
