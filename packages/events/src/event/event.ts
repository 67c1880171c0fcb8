import { newId, type Clock } from '@skillwright/service';
import { checkProduced } from '../contracts/check-data.js';
import type { EventData, Topic } from '../contracts/topic-contracts.js';

/** One thing that happened: the CloudEvents envelope with its typed data. A union over the topics. */
export type Event<T extends Topic = Topic> = T extends Topic ? EventOf<T> : never;

interface EventOf<T extends Topic> {
  /** `ce_id`: a UUIDv7, by which a consumer recognises a repetition. */
  readonly id: string;
  readonly topic: T;
  /** Events of one key keep their order. */
  readonly key: string;
  /** The service that tells it, e.g. `/skillwright/skill`. */
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly data: EventData<T>;
  /** W3C trace context of the request that caused it. */
  readonly traceparent?: string;
}

export interface CreateEventOptions {
  readonly source: string;
  readonly traceparent?: string | undefined;
  readonly now?: Clock;
}

/** Makes an event with a new id, at this time. Throws CONTRACT_BROKEN where `data` breaks the topic's schema. */
export function createEvent<T extends Topic>(
  topic: T,
  key: string,
  data: EventData<T>,
  options: CreateEventOptions,
): Event<T> {
  checkProduced(topic, data);
  const { source, traceparent, now = () => new Date() } = options;
  const event: EventOf<T> = {
    id: newId(),
    topic,
    key,
    source,
    time: now().toISOString(),
    data,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  return event as Event<T>;
}
