import { generationContracts } from './generation-contracts.js';
import type { FromSchema } from './json-schema.js';
import { skillContracts } from './skill-contracts.js';
import { validationContracts } from './validation-contracts.js';

/** The nine topics: schema, version and example of each. This is what is changed first. */
export const topicContracts = Object.freeze({ ...skillContracts, ...generationContracts, ...validationContracts });

export type Topic = keyof typeof topicContracts;

/** The value that events of a topic carry, derived from its schema. */
export type EventData<T extends Topic = Topic> = T extends Topic
  ? FromSchema<(typeof topicContracts)[T]['schema']>
  : never;

export const topics = Object.freeze(Object.keys(topicContracts)) as readonly Topic[];

export function isTopic(name: string): name is Topic {
  return Object.hasOwn(topicContracts, name);
}

/** Where records go that a consumer has given up on. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.DLT`;
}

/** The nine topics and their dead-letter topics. */
export const allTopics: readonly string[] = Object.freeze(topics.flatMap((topic) => [topic, deadLetterTopic(topic)]));
