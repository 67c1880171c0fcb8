import { gatewayErrors } from '@skillwright/contracts/gateway';
import type { EventTransport, Reader, StoredRecord } from '@skillwright/events/log';
import { toServiceError, type Logger } from '@skillwright/service';
import { take, toBuffered, type Delivery, type EventFilter } from './delivery.js';
import { Handover } from './handover.js';
import type { LogPositions } from './log-positions.js';
import type { Permits } from './permits.js';

export interface CatchUpOptions {
  readonly transport: EventTransport;
  /** How many subscribers may read the log for themselves at one time. */
  readonly permits: Permits;
  /** Moved on with every record. */
  readonly positions: LogPositions;
  readonly filter: EventFilter;
  /** Whether the subscriber can go on from the buffer. */
  caughtUp(): boolean;
  /** How long the subscriber may sit on one event while it keeps a reader busy. */
  readonly idleTimeoutMs: number;
  /** How long the log may say nothing while there is something to replay. */
  readonly silenceTimeoutMs: number;
  readonly onOverrun: () => void;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/**
 * Replays the log to a subscriber that was away, at the subscriber's pace, until it can go on from the buffer. Throws
 * EVENTS_GAP where retention has passed its place, EVENTS_UNAVAILABLE where the log cannot be read or falls silent.
 */
export async function* catchUp(options: CatchUpOptions): AsyncGenerator<Delivery, void, undefined> {
  const { positions, filter, signal } = options;
  const release = await options.permits.acquire(signal);
  if (!release) return;
  const records = new Handover<StoredRecord>();
  const end = () => records.end();
  signal.addEventListener('abort', end);
  let reader: Reader | undefined;
  try {
    reader = await openReader(options, records);
    while (!options.caughtUp()) {
      const record = await takeInTime(records, options.silenceTimeoutMs);
      if (!record) return;
      const delivery = take(
        toBuffered(record, () => undefined),
        positions,
        filter,
      );
      if (!delivery) continue;
      const idle = watchIdle(options, end);
      yield delivery;
      idle.stop();
    }
  } catch (error) {
    throw toReplayError(error, options.logger);
  } finally {
    signal.removeEventListener('abort', end);
    records.end();
    // Not waited for: it takes a broker some time, while the subscriber is live already and has to keep up.
    void (reader?.stop() ?? Promise.resolve())
      .catch((error: unknown) => options.logger.warn({ err: error }, 'a reader of the event log did not stop'))
      .finally(release);
  }
}

/**
 * A log that says nothing may be down, or retention has emptied it under the reader: the subscriber is told rather than left
 * waiting, and learns which it is when it comes again.
 */
async function takeInTime(records: Handover<StoredRecord>, timeoutMs: number): Promise<StoredRecord | undefined> {
  const timer = setTimeout(() => records.fail(new Error(`the log said nothing for ${timeoutMs} ms`)), timeoutMs);
  return records.take().finally(() => clearTimeout(timer));
}

async function openReader({ transport, positions, filter }: CatchUpOptions, records: Handover<StoredRecord>) {
  const reader = await transport.read({
    from: Object.fromEntries([...filter.topics].map((topic) => [topic, positions.ofTopic(topic)])),
    onRecord: (record) => records.give(record),
    onError: (error) => records.fail(error),
  });
  // Partitions that the cursor did not know begin at their earliest record.
  for (const [topic, partitions] of Object.entries(reader.start)) {
    for (const [partition, next] of Object.entries(partitions)) positions.advance(topic, Number(partition), next);
  }
  return reader;
}

/** Cuts off a subscriber that keeps a reader busy and does not read. */
function watchIdle({ idleTimeoutMs, onOverrun }: CatchUpOptions, end: () => void): { stop(): void } {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end();
    onOverrun();
  }, idleTimeoutMs);
  return {
    stop: () => {
      clearTimeout(timer);
      if (late) throw gatewayErrors.EVENTS_SLOW_CONSUMER();
    },
  };
}

function toReplayError(error: unknown, logger: Logger): Error {
  const known = toServiceError(error);
  if (known.code === 'EVENTS_SLOW_CONSUMER') return known;
  if (known.code === 'OFFSET_OUT_OF_RANGE') return gatewayErrors.EVENTS_GAP({}, { cause: error });
  logger.warn({ err: error }, 'the event log cannot be replayed');
  return gatewayErrors.EVENTS_UNAVAILABLE({}, { cause: error });
}
