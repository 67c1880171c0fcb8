import type { Logger } from '@skillwright/service';
import type { Registry } from 'prom-client';
import type { OutboxStore } from '../outbox/outbox-store.js';
import type { EventTransport } from '../transport/event-transport.js';

export interface RelayOptions {
  readonly outbox: OutboxStore;
  readonly transport: EventTransport;
  readonly logger: Logger;
  readonly metrics: Registry;
  /** Entries in one publication at most. Default: 1000. */
  readonly batchSize?: number;
  /** The safety net under the notifications. Default: 1000. */
  readonly pollMs?: number;
  /** How long published entries are kept. Default: 7 days. */
  readonly retentionMs?: number;
}

export interface Relay {
  /** Whether this process is the active relay of its outbox. */
  readonly leading: boolean;
  /** Lets a publication on its way finish and gives the leadership up. */
  stop(): Promise<void>;
}

export declare function startRelay(options: RelayOptions): Relay;
