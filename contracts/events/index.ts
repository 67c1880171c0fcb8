import { defineTopics, type DataOf, type EventOf, type TopicOf } from '@skillwright/events';
import type { HandlersOf } from '@skillwright/events/consumer';
import { generationEvents } from '../generation/events.js';
import { skillEvents } from '../skill/events.js';
import { validationEvents } from '../validation/events.js';

/** Every topic of Skillwright. */
export const topics = defineTopics({ ...skillEvents, ...generationEvents, ...validationEvents });

/** See {@link Topics}. */
export const { createEvent, parseRecord } = topics;

type Contracts = typeof topics.contracts;

export type Topic = TopicOf<Contracts>;

/** The data of the events of a topic. */
export type EventData<T extends Topic = Topic> = DataOf<Contracts, T>;

/** An event with its typed data; a union over the topics. */
export type Event<T extends Topic = Topic> = EventOf<Contracts, T>;

export type EventHandlers = HandlersOf<Contracts>;

/** The topic by which every process learns which tokens of the platform are revoked. */
export const revocations = {
  topic: 'token.revoked',
  /** The name of the service that publishes it. */
  publisher: 'skill',
  /** Reads the revocation of a record. Throws RECORD_UNREADABLE and CONTRACT_BROKEN. */
  read(record: Parameters<typeof parseRecord>[0]): { readonly id: string; readonly expiresAt: number } {
    const { id, expires_at } = (parseRecord(record) as Event<'token.revoked'>).data;
    return { id, expiresAt: Date.parse(expires_at) };
  },
} as const;
