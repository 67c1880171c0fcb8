import { newId } from '@skillwright/service';
import { eventErrors } from '../errors.js';
import { parseEnvelope } from '../event/cloud-event.js';
import type { CreateEventOptions, Event } from '../event/event.js';
import type { EventRecord } from '../log/event-record.js';
import { createDataChecks, type DataChecks } from './check-data.js';
import { deadLetterTopic } from './dead-letter-topic.js';
import type { DataOf, TopicContracts, TopicOf } from './topic-contract.js';

/** An event of a topic with its typed data; without a topic the union over all topics of the contracts. */
export type EventOf<
  Contracts extends TopicContracts,
  Topic extends TopicOf<Contracts> = TopicOf<Contracts>,
> = Topic extends unknown ? Event<Topic, DataOf<Contracts, Topic>> : never;

/** The topics of a system, for publishers and consumers. */
export interface Topics<Contracts extends TopicContracts = TopicContracts> {
  readonly contracts: Contracts;
  /** In the order in which they were defined. */
  readonly names: readonly TopicOf<Contracts>[];
  /** Every topic, each followed by its dead-letter topic. */
  readonly namesWithDeadLetters: readonly string[];
  /** The topics that keep every record. */
  readonly keptNames: readonly TopicOf<Contracts>[];
  has(name: string): name is TopicOf<Contracts>;
  /**
   * Creates an event with a new id and the present time. Throws CONTRACT_BROKEN when `data` breaks the topic's schema.
   */
  createEvent<Topic extends TopicOf<Contracts>>(
    topic: Topic,
    key: string,
    data: DataOf<Contracts, Topic>,
    options: CreateEventOptions,
  ): EventOf<Contracts, Topic>;
  /**
   * Reads the event of a record. Throws RECORD_UNREADABLE when it is no event of these topics, CONTRACT_BROKEN when its
   * value breaks the schema.
   */
  parseRecord(record: EventRecord): EventOf<Contracts>;
}

/** Creates the topics from their contracts. */
export function defineTopics<const Contracts extends TopicContracts>(contracts: Contracts): Topics<Contracts> {
  const names = Object.freeze(Object.keys(contracts)) as readonly TopicOf<Contracts>[];
  const checks = new Map<string, DataChecks>(
    Object.entries(contracts).map(([topic, { schema }]) => [topic, createDataChecks(topic, schema)]),
  );
  return {
    contracts,
    names,
    namesWithDeadLetters: Object.freeze(names.flatMap((topic) => [topic, deadLetterTopic(topic)])),
    keptNames: Object.freeze(names.filter((topic) => contracts[topic]?.retention === 'unlimited')),
    has: (name): name is TopicOf<Contracts> => checks.has(name),
    createEvent(topic, key, data, { source, traceparent, now = () => new Date() }) {
      checks.get(topic)?.produced(data);
      const time = now().toISOString();
      const event = {
        id: newId(),
        topic,
        key,
        source,
        time,
        data,
        ...(traceparent === undefined ? {} : { traceparent }),
      };
      return event as EventOf<Contracts, typeof topic>;
    },
    parseRecord(record) {
      const event = parseEnvelope(record);
      const check = checks.get(event.topic);
      if (!check) {
        throw eventErrors.RECORD_UNREADABLE({ topic: record.topic, reason: `there is no event type ${event.topic}.` });
      }
      check.consumed(event.data);
      return event as EventOf<Contracts>;
    },
  };
}
