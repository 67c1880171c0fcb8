import { gatewayErrors } from '@skillwright/contracts/gateway';
import type { EventTransport, Reader, StoredRecord } from '@skillwright/events/log';
import { toServiceError, type Logger } from '@skillwright/service';
import { advanceOver, toBuffered, type Delivery, type EventFilter } from './delivery.js';
import { Handover } from './handover.js';
import type { LogPositions } from './log-positions.js';
import type { Permits } from '@skillwright/service/timing';

export interface ResumeOptions {
  readonly transport: EventTransport;
  /** Limits how many subscribers read the log at the same time. */
  readonly permits: Permits;
  /** The positions of the subscriber, which advance with every record. */
  readonly positions: LogPositions;
  readonly filter: EventFilter;
  /** Switches the subscriber to the buffer, if the buffer holds its next events. Returns whether it has switched. */
  goLive(): boolean;
  /** The time that the subscriber may take for one event while it keeps a reader open, in milliseconds. */
  readonly idleTimeoutMs: number;
  /** The time for which the log may be silent while the subscriber resumes, in milliseconds. */
  readonly silenceTimeoutMs: number;
  readonly onOverrun: () => void;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/**
 * Resumes a subscriber from the log, at the subscriber's pace, until it can continue from the buffer. Throws EVENTS_GAP
 * if retention has removed its next events, and EVENTS_UNAVAILABLE if the log cannot be read or is silent.
 */
export async function* resumeFromLog(options: ResumeOptions): AsyncGenerator<Delivery, void, undefined> {
  const { positions, filter, signal } = options;
  const release = await options.permits.acquire(signal);
  if (!release) return;
  // The signal may have aborted after the permit was given.
  if (signal.aborted) return release();
  const records = new Handover<StoredRecord>();
  const end = () => records.end();
  signal.addEventListener('abort', end);
  let reader: Reader | undefined;
  try {
    reader = await openReader(options, records);
    while (!options.goLive()) {
      const record = await takeInTime(records, options.silenceTimeoutMs);
      if (!record) return;
      const delivery = advanceOver(
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
    throw toResumeError(error, options.logger);
  } finally {
    signal.removeEventListener('abort', end);
    records.end();
    // Not awaited: a broker needs some time for it, while the subscriber is live already and must keep up.
    void (reader?.stop() ?? Promise.resolve())
      .catch((error: unknown) => options.logger.warn({ err: error }, 'a reader of the event log did not stop'))
      .finally(release);
  }
}

/**
 * A silent log may be down, or retention may have emptied it under the reader. The subscriber gets an error instead of
 * a long wait, and learns the reason when it resumes again.
 */
async function takeInTime(records: Handover<StoredRecord>, timeoutMs: number): Promise<StoredRecord | undefined> {
  const timer = setTimeout(() => records.fail(new Error(`the log was silent for ${timeoutMs} ms`)), timeoutMs);
  return records.take().finally(() => clearTimeout(timer));
}

async function openReader({ transport, positions, filter }: ResumeOptions, records: Handover<StoredRecord>) {
  const reader = await transport.read({
    from: Object.fromEntries([...filter.topics].map((topic) => [topic, positions.ofTopic(topic)])),
    onRecord: (record) => records.give(record),
    onError: (error) => records.fail(error),
  });
  // A partition that is not in the cursor begins at its earliest record.
  for (const [topic, partitions] of Object.entries(reader.start)) {
    for (const [partition, next] of Object.entries(partitions)) positions.advance(topic, Number(partition), next);
  }
  return reader;
}

/** Cuts off a subscriber that keeps a reader open and does not read. */
function watchIdle({ idleTimeoutMs, onOverrun }: ResumeOptions, end: () => void): { stop(): void } {
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

function toResumeError(error: unknown, logger: Logger): Error {
  const known = toServiceError(error);
  if (known.code === 'EVENTS_SLOW_CONSUMER') return known;
  if (known.code === 'OFFSET_OUT_OF_RANGE') return gatewayErrors.EVENTS_GAP({}, { cause: error });
  logger.warn({ err: error }, 'a subscriber cannot resume from the event log');
  return gatewayErrors.EVENTS_UNAVAILABLE({}, { cause: error });
}
