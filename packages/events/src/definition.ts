export { defineContract, record, type TopicContract } from './contracts/topic-contract.js';
export { defineTopics, type EventOf, type Topics } from './contracts/define-topics.js';
export type { DataOf, TopicContracts, TopicOf } from './contracts/topic-contract.js';
export type { JsonSchema, ObjectSchema } from './contracts/json-schema.js';
export { eventErrors } from './errors.js';
export type { HandlersOf } from './consumer/handlers.js';
