import type { Event, JsonObject } from '../event/event.js';

/** A row of the table `outbox`, in the shape of Debezium's outbox event router; the other columns have defaults. */
export interface OutboxRow {
  readonly id: string;
  readonly aggregatetype: string;
  readonly aggregateid: string;
  readonly type: string;
  readonly payload: JsonObject;
  readonly source: string;
  readonly time: Date;
  readonly traceparent: string | null;
}

/**
 * Returns the row of an event, to be inserted in the transaction that writes the data. Insert it after the rows of the
 * aggregate are locked or written; that keeps the order per key.
 */
export function outboxRow(event: Event): OutboxRow {
  return {
    id: event.id,
    aggregatetype: event.topic.slice(0, event.topic.indexOf('.')),
    aggregateid: event.key,
    type: event.topic,
    payload: event.data,
    source: event.source,
    time: new Date(event.time),
    traceparent: event.traceparent ?? null,
  };
}
