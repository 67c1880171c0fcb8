export { registerEventsAdmin, type EventsAdminOptions } from './admin/register-admin.js';
export { findDeadLetters, replayDeadLetter, type DeadLetter } from './admin/dead-letters.js';
export { describeTopics, type TopicState } from './admin/topic-states.js';
export { createAsyncApi, type AsyncApiOptions } from './asyncapi/async-api.js';
export { startConsumer, type ConsumerOptions, type EventConsumer, type RetryPolicy } from './consumer/consumer.js';
export type { HandlerContext, HandlersOf } from './consumer/handlers.js';
export { fromDeadLetter } from './consumer/dead-letter.js';
export { rememberEvent, type PgTransaction, type PrismaTransaction } from './consumer/remember-event.js';
export { deadLetterTopic } from './contracts/dead-letter-topic.js';
export type { EventOf, Topics } from './contracts/define-topics.js';
export type { DataOf, TopicContracts, TopicOf } from './contracts/topic-contract.js';
export { eventErrors } from './errors.js';
export { toRecord } from './event/cloud-event.js';
export type { EventRecord, StoredRecord } from './event/event-record.js';
export type { CreateEventOptions, Event } from './event/event.js';
export {
  announceOutboxEntry,
  dropOutboxEntry,
  writeEventFile,
  writeOutboxEntry,
  writeOutboxPointer,
} from './outbox/file-outbox-entry.js';
export { FileOutbox, type FileOutboxOptions } from './outbox/file-outbox.js';
export { outboxRow, type OutboxRow } from './outbox/outbox-row.js';
export type { Leadership, OutboxBacklog, OutboxEntry, OutboxStore, TimeRange } from './outbox/outbox-store.js';
export { PostgresOutbox, type PostgresOutboxOptions } from './outbox/postgres-outbox.js';
export { relayStep } from './relay/relay-step.js';
export { startRelay, type Relay, type RelayOptions } from './relay/relay.js';
export { createTransport, type TransportOptions } from './transport/create-transport.js';
export { retentionOfDays, type TopicSettings } from './transport/topic-settings.js';
export type {
  ConsumeOptions,
  EventTransport,
  PartitionLag,
  PartitionOffsets,
  Positions,
  Reader,
  ReadFrom,
  ReadOptions,
  Subscription,
  TransportAdmin,
} from './transport/event-transport.js';
