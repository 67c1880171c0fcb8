export { createAsyncApi, type AsyncApiOptions } from './asyncapi/async-api.js';
export { defineTopics, type EventOf, type Topics } from './contracts/define-topics.js';
export type { JsonSchema, ObjectSchema } from './contracts/json-schema.js';
export { toTopicSettings } from './contracts/to-topic-settings.js';
export {
  defineContract,
  record,
  type DataOf,
  type TopicContract,
  type TopicContracts,
  type TopicOf,
} from './contracts/topic-contract.js';
export { eventErrors } from './errors.js';
export { toRecord } from './event/cloud-event.js';
export type { CreateEventOptions, Event } from './event/event.js';
