import { parseRecord, type Event, type Topic } from '@skillwright/contracts/events';
import type { StoredRecord } from '@skillwright/events/log';
import { encodeCursor } from './cursor.js';
import type { BufferedEvent } from './event-buffer.js';
import type { LogPositions } from './log-positions.js';

/** Selects the events of a subscriber: by topic, and by the subscription's arguments, without a fetch. */
export interface EventFilter {
  readonly topics: ReadonlySet<Topic>;
  matches(event: Event): boolean;
}

/** An event for a subscriber, and the cursor after it. */
export interface Delivery {
  readonly event: Event;
  readonly cursor: string;
}

/** Advances `positions` over a record. Returns a delivery if the record is new to them and passes the filter. */
export function advanceOver(entry: BufferedEvent, positions: LogPositions, filter: EventFilter): Delivery | undefined {
  const { topic, partition, offset, event } = entry;
  if (offset < (positions.next(topic, partition) ?? 0)) return undefined;
  positions.advance(topic, partition, offset + 1);
  if (!event || !filter.topics.has(event.topic) || !filter.matches(event)) return undefined;
  return { event, cursor: encodeCursor(positions) };
}

/**
 * Converts a record to an entry of the buffer. A record that is not a valid event is kept without one, for its offset.
 */
export function toBuffered(record: StoredRecord, onUnreadable: (error: unknown) => void): BufferedEvent {
  const { topic, partition, offset, value } = record;
  let event: Event | undefined;
  try {
    event = parseRecord(record);
  } catch (error) {
    onUnreadable(error);
  }
  return { topic, partition, offset, bytes: value.length, event };
}
