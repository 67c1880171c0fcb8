import { setImmediate as nextTurn } from 'node:timers/promises';
import { GrowingPause } from '@skillwright/service/timing';
import type { OutboxEntry, OutboxStore } from '../outbox-store.js';
import { WakeUp } from './wake-up.js';
import type { EventTransport } from '../../log/event-transport.js';

export interface PublicationOptions {
  readonly outbox: OutboxStore;
  readonly transport: EventTransport;
  readonly batchSize: number;
  readonly pollMs: number;
  onPublished(entries: readonly OutboxEntry[], seconds: number): void;
  /** `failures` counts from 1 since the last success. */
  onFailure(error: unknown, failures: number): void;
}

/**
 * Publishes an outbox, oldest first, until `signal` aborts: one batch on its way at a time, so the order per key
 * holds; while it is on its way, the one before is marked and, under load, the next one read. Nothing is marked
 * before it is acknowledged. Rejects where the outbox itself fails.
 */
export async function publishOutbox(options: PublicationOptions, signal: AbortSignal): Promise<void> {
  const { outbox, transport, batchSize, pollMs } = options;
  /** Ids that were sent and are not marked yet; they look unpublished to the store. */
  const onTheWay = new Set<string>();
  const bell = new WakeUp();
  const off = outbox.onCommit(() => bell.ring());
  const read = () => outbox.pending(batchSize, onTheWay);
  const mark = async (entries: readonly OutboxEntry[]) => {
    await outbox.markPublished(entries);
    for (const { id } of entries) onTheWay.delete(id);
  };

  let marking: Promise<void> = Promise.resolve();
  const pauses = new GrowingPause();
  try {
    let ahead: Promise<readonly OutboxEntry[]> | undefined;
    while (!signal.aborted) {
      const batch = await (ahead ?? read());
      ahead = undefined;
      if (batch.length === 0) {
        await marking;
        await bell.wait(pollMs, signal);
        continue;
      }
      for (const { id } of batch) onTheWay.add(id);
      if (batch.length === batchSize) {
        ahead = settled(read());
        // The store works while this batch is encoded, if it is asked before: encoding gives nobody a turn.
        await nextTurn();
      }
      const sentAt = performance.now();
      try {
        await transport.publish(batch.map(({ record }) => record));
      } catch (error) {
        // What was read ahead must not overtake this batch.
        await ahead?.catch(() => undefined);
        ahead = undefined;
        for (const { id } of batch) onTheWay.delete(id);
        options.onFailure(error, pauses.failures + 1);
        await outbox.markFailed(batch);
        await pauses.wait(signal);
        continue;
      }
      pauses.reset();
      options.onPublished(batch, (performance.now() - sentAt) / 1000);
      await marking;
      marking = settled(mark(batch));
    }
    await ahead?.catch(() => undefined);
  } finally {
    off();
    await marking;
  }
}

/** A promise that is awaited later: its failure meanwhile is no unhandled rejection. */
function settled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}
