import { ServiceError, messageOf } from '@skillwright/service';
import { deadLetterTopic } from '../contracts/dead-letter-topic.js';
import type { EventRecord, StoredRecord } from '../log/event-record.js';

const prefix = 'dlt-';
const maxMessageLength = 1_000;

export interface DeadLetterReason {
  readonly group: string;
  readonly error: unknown;
  readonly attempts: number;
  readonly now: Date;
}

/** The record for the dead-letter topic: key and value unchanged, the failure in `dlt-*` headers. */
export function toDeadLetter(record: StoredRecord, { group, error, attempts, now }: DeadLetterReason): EventRecord {
  return {
    topic: deadLetterTopic(record.topic),
    key: record.key,
    value: record.value,
    headers: {
      ...record.headers,
      'dlt-original-topic': record.topic,
      'dlt-original-partition': String(record.partition),
      'dlt-original-offset': String(record.offset),
      'dlt-original-timestamp': new Date(record.timestamp).toISOString(),
      'dlt-consumer-group': group,
      'dlt-error-code': error instanceof ServiceError ? error.code : 'INTERNAL',
      'dlt-error-message': messageOf(error).slice(0, maxMessageLength),
      'dlt-attempts': String(attempts),
      'dlt-failed-at': now.toISOString(),
    },
  };
}

/** The original record of a dead letter; undefined if the dead letter does not name its topic. */
export function fromDeadLetter({ key, value, headers }: EventRecord): EventRecord | undefined {
  const topic = headers['dlt-original-topic'];
  if (!topic) return undefined;
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith(prefix));
  return { topic, key, value, headers: Object.fromEntries(kept) };
}
