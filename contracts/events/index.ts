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
