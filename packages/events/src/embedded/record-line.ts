import type { EventRecord, StoredRecord } from '../event/event-record.js';

/** One line of a segment file. */
interface RecordLine {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly headers: Record<string, string>;
  readonly value: string;
}

/** A record as a line of NDJSON; JSON escapes every line break inside. */
export function toLine({ key, headers, value }: EventRecord, offset: number, timestamp: number): string {
  const line: RecordLine = { offset, timestamp, key, headers, value };
  return `${JSON.stringify(line)}\n`;
}

/** The record of a line; undefined where the line is damaged or is not the one of `offset`. */
export function findRecord(topic: string, line: string, offset: number): StoredRecord | undefined {
  let parsed: Partial<RecordLine> | null;
  try {
    parsed = JSON.parse(line) as Partial<RecordLine> | null;
  } catch {
    return undefined;
  }
  if (parsed?.offset !== offset || typeof parsed.value !== 'string' || typeof parsed.timestamp !== 'number') {
    return undefined;
  }
  const { timestamp, key = null, headers = {}, value } = parsed;
  return { topic, partition: 0, offset, timestamp, key, value, headers };
}
