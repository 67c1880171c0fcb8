import type { OutboxStore } from './outbox-store.js';

export interface PostgresOutboxOptions {
  readonly databaseUrl: string;
  /** Names it in logs and metrics. */
  readonly name: string;
}

export declare class PostgresOutbox implements OutboxStore {
  constructor(options: PostgresOutboxOptions);
  readonly name: string;
  lead: OutboxStore['lead'];
  pending: OutboxStore['pending'];
  markPublished: OutboxStore['markPublished'];
  markFailed: OutboxStore['markFailed'];
  backlog: OutboxStore['backlog'];
  onCommit: OutboxStore['onCommit'];
  prune: OutboxStore['prune'];
  close: OutboxStore['close'];
}
