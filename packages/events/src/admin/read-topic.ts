import { follow } from '../log/follow.js';
import type { StoredRecord } from '../log/event-record.js';
import type { EventTransport } from '../log/event-transport.js';

export interface ReadTopicOptions {
  readonly topic: string;
  /** Ends the reading. */
  readonly signal: AbortSignal;
  /** Called in order per partition. */
  onRecord(record: StoredRecord): void;
}

/**
 * Reads every record that a topic has now. Resolves after the last one. Rejects with the error of the event log, and
 * with the reason of `signal` when that aborts first.
 */
export async function readTopic(transport: EventTransport, options: ReadTopicOptions): Promise<void> {
  const { signal } = options;
  signal.throwIfAborted();
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort);
  });
  const reading = readAll(transport, options);
  // After an abort it ends by itself, and nobody waits for its outcome.
  reading.catch(() => undefined);
  await Promise.race([reading, aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}

async function readAll(transport: EventTransport, { topic, signal, onRecord }: ReadTopicOptions): Promise<void> {
  const bounds = await transport.admin.offsets(topic);
  const left = new Map(
    bounds.filter(({ earliest, next }) => next > earliest).map(({ partition, next }) => [partition, next]),
  );
  if (left.size === 0) return;
  const finishing = new AbortController();
  let failure: { readonly error: unknown } | undefined;
  await follow(transport, {
    from: () => ({ [topic]: Object.fromEntries(bounds.map(({ partition, earliest }) => [partition, earliest])) }),
    signal: AbortSignal.any([signal, finishing.signal]),
    onOpen: () => undefined,
    onRecord: (record) => {
      const end = left.get(record.partition);
      if (end === undefined || record.offset >= end) return;
      onRecord(record);
      if (record.offset < end - 1) return;
      left.delete(record.partition);
      if (left.size === 0) finishing.abort();
    },
    onFailure: (error) => {
      failure = { error };
      finishing.abort();
    },
  });
  if (failure) throw failure.error;
}
