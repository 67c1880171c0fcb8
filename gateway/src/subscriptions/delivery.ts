import { parseRecord, type Event, type Topic } from '@skillwright/contracts/events';
import type { StoredRecord } from '@skillwright/events/log';
import { encodeCursor } from './cursor.js';
import type { BufferedEvent } from './event-buffer.js';
import type { LogPositions } from './log-positions.js';

/** Chooses a subscriber's events: by topic, and by the subscription's arguments without a fetch. */
export interface EventFilter {
  readonly topics: ReadonlySet<Topic>;
  matches(event: Event): boolean;
}

/** An event for a subscriber, with where it stands after it. */
export interface Delivery {
  readonly event: Event;
  readonly cursor: string;
}

/** Moves `positions` over a record. Returns a delivery if the record is new to them and passes the filter. */
export function take(entry: BufferedEvent, positions: LogPositions, filter: EventFilter): Delivery | undefined {
  const { topic, partition, offset, event } = entry;
  if (offset < (positions.next(topic, partition) ?? 0)) return undefined;
  positions.advance(topic, partition, offset + 1);
  if (!event || !filter.topics.has(event.topic) || !filter.matches(event)) return undefined;
  return { event, cursor: encodeCursor(positions) };
}

/** A record as the buffer holds it. A record that is no event of ours is kept for its place alone. */
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
