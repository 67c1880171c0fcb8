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
  /** `failures`: since the last success, from 1. */
  onFailure(error: unknown, failures: number): void;
}

/**
 * Publishes an outbox, oldest first, until `signal` aborts. One batch is in flight at a time, which keeps the order per
 * key; meanwhile the batch before it is marked and, under load, the next batch is read. Entries are marked only after
 * their acknowledgement. Rejects with the error of the outbox.
 */
export async function publishOutbox(options: PublicationOptions, signal: AbortSignal): Promise<void> {
  const { outbox, transport, batchSize, pollMs } = options;
  /** Ids that were sent and are not marked yet; the store still has them as unpublished. */
  const inFlight = new Set<string>();
  const wakeUp = new WakeUp();
  const off = outbox.onCommit(() => wakeUp.signal());
  const read = () => outbox.pending(batchSize, inFlight);
  const mark = async (entries: readonly OutboxEntry[]) => {
    await outbox.markPublished(entries);
    for (const { id } of entries) inFlight.delete(id);
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
        await wakeUp.wait(pollMs, signal);
        continue;
      }
      for (const { id } of batch) inFlight.add(id);
      if (batch.length === batchSize) {
        ahead = settled(read());
        // Encoding the batch blocks the event loop: the query must be on its way to the store before.
        await nextTurn();
      }
      const sentAt = performance.now();
      try {
        await transport.publish(batch.map(({ record }) => record));
      } catch (error) {
        // The batch that was read ahead must not overtake this one.
        await ahead?.catch(() => undefined);
        ahead = undefined;
        for (const { id } of batch) inFlight.delete(id);
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

/** Marks a promise that is awaited later, so that its rejection until then does not count as unhandled. */
function settled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}
