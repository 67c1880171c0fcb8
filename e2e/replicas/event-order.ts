import { waitFor } from '@skillwright/testing';
import type { KafkaRecord } from '../harness/kafka-records.js';

/** What a field tells in the events of a key, in the order in which it came first: an event may come again. */
export function firstValues(records: readonly KafkaRecord[], key: string, field: string): unknown[] {
  return [...new Set(records.filter((record) => record.key === key).map(({ value }) => value[field]))];
}

/** How many events there are, each counted once. */
export function countDistinct(records: readonly KafkaRecord[]): number {
  return new Set(records.map(({ headers }) => headers['ce_id'])).size;
}

/** Waits until so many different events are there, and no longer than it takes to say that they are not: what is missing is for the tests to name. */
export async function waitForDistinct(read: () => Promise<readonly KafkaRecord[]>, count: number): Promise<void> {
  await waitFor(async () => countDistinct(await read()) >= count, { intervalMs: 200 }).catch(() => undefined);
}
