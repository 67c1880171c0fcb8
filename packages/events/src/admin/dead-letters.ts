import { fromDeadLetter } from '../consumer/dead-letter.js';
import { deadLetterTopic } from '../contracts/dead-letter-topic.js';
import { eventErrors } from '../errors.js';
import type { StoredRecord } from '../log/event-record.js';
import type { EventTransport } from '../log/event-transport.js';
import { readTopic } from './read-topic.js';

/** A record that a consumer could not handle, with the reason. */
export interface DeadLetter {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly eventId: string | null;
  readonly group: string;
  readonly code: string;
  readonly message: string;
  readonly failedAt: string;
}

/** The newest dead letters of a topic, newest last; at most `limit` (default 100). Throws the reason of `signal`. */
export async function findDeadLetters(
  transport: EventTransport,
  { topic, limit = 100, signal }: { readonly topic: string; readonly limit?: number; readonly signal: AbortSignal },
): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  const onRecord = (record: StoredRecord) => {
    letters.push(toDeadLetter(record));
    if (letters.length > limit) letters.shift();
  };
  await readTopic(transport, { topic: deadLetterTopic(topic), signal, onRecord });
  return letters;
}

/**
 * Publishes a dead letter on its original topic again. Every group of the topic gets it; a group that has handled it
 * recognises its `ce_id`. It stays in the dead-letter topic. Throws DEAD_LETTER_NOT_FOUND, and the reason of `signal`
 * while it still looks for the dead letter.
 */
export async function replayDeadLetter(
  transport: EventTransport,
  place: { readonly topic: string; readonly partition: number; readonly offset: number },
  signal: AbortSignal,
): Promise<DeadLetter> {
  const name = deadLetterTopic(place.topic);
  let found: StoredRecord | undefined;
  const onRecord = (record: StoredRecord) => {
    if (record.partition === place.partition && record.offset === place.offset) found = record;
  };
  await readTopic(transport, { topic: name, signal, onRecord });
  const back = found && fromDeadLetter(found);
  if (!found || !back) throw eventErrors.DEAD_LETTER_NOT_FOUND({ ...place, topic: name });
  await transport.publish([back]);
  return toDeadLetter(found);
}

function toDeadLetter({ partition, offset, key, headers }: StoredRecord): DeadLetter {
  return {
    partition,
    offset,
    key,
    eventId: headers['ce_id'] ?? null,
    group: headers['dlt-consumer-group'] ?? '',
    code: headers['dlt-error-code'] ?? '',
    message: headers['dlt-error-message'] ?? '',
    failedAt: headers['dlt-failed-at'] ?? '',
  };
}
