import type { OutboxStore } from './outbox-store.js';

export interface FileOutboxOptions {
  readonly folder: string;
  /** Names it in logs and metrics. */
  readonly name: string;
}

/** An outbox in a folder: see {@link writeOutboxEntry} for its form. */
export declare class FileOutbox implements OutboxStore {
  constructor(options: FileOutboxOptions);
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
