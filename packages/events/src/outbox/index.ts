export {
  announceOutboxEntry,
  dropOutboxEntry,
  writeEventFile,
  writeOutboxEntry,
  writeOutboxPointer,
} from './file-outbox-entry.js';
export { FileOutbox, type FileOutboxOptions } from './file-outbox.js';
export { outboxRow, type OutboxRow } from './outbox-row.js';
export type { Leadership, OutboxBacklog, OutboxEntry, OutboxStore, TimeRange } from './outbox-store.js';
export { PostgresOutbox, type PostgresOutboxOptions } from './postgres-outbox.js';
export { relayStep } from './relay/relay-step.js';
export { startRelay, type Relay, type RelayOptions } from './relay/relay.js';
