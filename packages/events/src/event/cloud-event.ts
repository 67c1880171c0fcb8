import { eventErrors } from '../errors.js';
import type { EventRecord } from '../log/event-record.js';
import type { Event, JsonObject } from './event.js';

const required = ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time'] as const;

/**
 * Turns an event into a record: CloudEvents 1.0, Kafka protocol binding, binary mode. The value holds only the data.
 */
export function toRecord(event: Event): EventRecord {
  return {
    topic: event.topic,
    key: event.key,
    value: JSON.stringify(event.data),
    headers: toHeaders(event),
  };
}

/** The record headers with the envelope of an event. */
export function toHeaders(event: Omit<Event, 'data'>): Record<string, string> {
  return {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_source: event.source,
    ce_type: event.topic,
    ce_time: event.time,
    ce_subject: event.key,
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  };
}

/** Reads the event of a record, with its data unchecked. Throws RECORD_UNREADABLE if the record is no CloudEvent. */
export function parseEnvelope(record: EventRecord): Event {
  const { headers } = record;
  const unreadable = (reason: string) => eventErrors.RECORD_UNREADABLE({ topic: record.topic, reason });
  const missing = required.filter((name) => !headers[name]);
  if (missing.length > 0) throw unreadable(`it lacks ${missing.join(', ')}.`);
  const { ce_id: id = '', ce_source: source = '', ce_type: topic = '', ce_time: time = '', traceparent } = headers;
  if (headers['ce_specversion'] !== '1.0') throw unreadable(`CloudEvents ${headers['ce_specversion']} is not 1.0.`);
  if (Number.isNaN(Date.parse(time))) throw unreadable(`ce_time ${time} is no time.`);
  const data = parseJson(record.value);
  if (data === undefined) throw unreadable('its value is not JSON.');
  const key = record.key ?? headers['ce_subject'] ?? '';
  return { id, topic, key, source, time, data, ...(traceparent ? { traceparent } : {}) };
}

function parseJson(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}
