export { createTransport, type TransportOptions } from './create-transport.js';
export type { EventRecord, StoredRecord } from './event-record.js';
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
} from './event-transport.js';
export { follow, type FollowOptions } from './follow.js';
export { retentionOfDays, type TopicSettings } from './topic-settings.js';
