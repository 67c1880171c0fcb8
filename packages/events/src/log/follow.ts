import { GrowingPause, type Pause } from '@skillwright/service/timing';
import type { StoredRecord } from './event-record.js';
import type { EventTransport, Reader, ReadOptions } from './event-transport.js';

export interface FollowOptions {
  /** Returns the topics to read and where to start in each; called at each opening. */
  from(): ReadOptions['from'];
  /** Called when a reading has begun, before its first record. */
  onOpen(start: Reader['start']): void;
  /** Called in order per partition; the next record of the partition waits for the returned promise. */
  onRecord: ReadOptions['onRecord'];
  /** Called when a reading could not be opened, or ended by an error. */
  onFailure(error: unknown): void;
  readonly signal: AbortSignal;
  /** Default: the pause of {@link GrowingPause}. */
  readonly pause?: Pause | undefined;
}

/**
 * Reads topics until `signal` aborts; opens them again after a failure, with growing pauses. Resolves once the last reader
 * has stopped. A reader that opens only after its reading is over is stopped then, without a wait; no record of it is passed on.
 */
export async function follow(transport: Pick<EventTransport, 'read'>, options: FollowOptions): Promise<void> {
  const { signal } = options;
  const pauses = new GrowingPause(options.pause && { pause: options.pause });
  const onRecord = (record: StoredRecord) => {
    // Not when it opens: a log that opens and fails at once must not be opened ten times a second.
    pauses.reset();
    return options.onRecord(record);
  };
  while (!signal.aborted) {
    try {
      await readUntilOver(transport, { ...options, onRecord });
    } catch (error) {
      if (signal.aborted) return;
      options.onFailure(error);
      await pauses.wait(signal);
    }
  }
}

/** Resolves when the signal aborts; rejects with the error that ends the reading. */
async function readUntilOver(
  transport: Pick<EventTransport, 'read'>,
  { from, onOpen, onRecord, signal }: FollowOptions,
): Promise<void> {
  let over = false;
  let end: () => void = () => undefined;
  let reader: Reader | undefined;
  // Records can come before the reader says where it began.
  const early: StoredRecord[] = [];
  let draining: Promise<void> | undefined;

  const pass = (record: StoredRecord) => (over ? undefined : onRecord(record));
  const give = (record: StoredRecord) => {
    if (over) return undefined;
    if (!reader) return void early.push(record);
    return draining ? draining.then(() => pass(record)) : pass(record);
  };
  const drain = async () => {
    for (const record of early) await pass(record);
  };
  const opened = async (opening: Reader) => {
    if (over) return opening.stop();
    reader = opening;
    onOpen(opening.start);
    await (draining = drain());
    draining = undefined;
  };

  try {
    await new Promise<void>((resolve, reject) => {
      end = resolve;
      signal.addEventListener('abort', end);
      transport.read({ from: from(), onRecord: give, onError: reject }).then(opened).catch(reject);
    });
  } finally {
    over = true;
    signal.removeEventListener('abort', end);
    await reader?.stop();
  }
}
