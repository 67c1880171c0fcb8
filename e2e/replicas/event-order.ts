import { waitFor } from '@skillwright/testing';
import type { KafkaRecord } from '../harness/kafka-records.js';

/**
 * Returns the values of a field in the events of a key, in the order of their first arrival. Repeated events are
 * ignored.
 */
export function firstValues(records: readonly KafkaRecord[], key: string, field: string): unknown[] {
  return [...new Set(records.filter((record) => record.key === key).map(({ value }) => value[field]))];
}

/** Counts the events; a repeated event counts once. */
export function countDistinct(records: readonly KafkaRecord[]): number {
  return new Set(records.map(({ headers }) => headers['ce_id'])).size;
}

/**
 * Waits until there are `count` different events, or the time is up. Does not throw then: the tests report missing
 * events.
 */
export async function waitForDistinct(read: () => Promise<readonly KafkaRecord[]>, count: number): Promise<void> {
  await waitFor(async () => countDistinct(await read()) >= count, { intervalMs: 200 }).catch(() => undefined);
}
