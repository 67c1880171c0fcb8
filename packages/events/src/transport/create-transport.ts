import type { Logger } from '@skillwright/service';
import type { EventTransport } from './event-transport.js';

export interface TopicSettings {
  /** Default: 3. A topic that exists keeps the number it has. The embedded log has one partition. */
  readonly partitions?: number;
  /** How long records are kept. Default: 7 days. */
  readonly retentionMs?: number;
  /** Default: the broker's own default. */
  readonly replicationFactor?: number;
}

export type TransportOptions = ({ readonly brokers: readonly string[] } | { readonly embedded: string }) & {
  readonly logger: Logger;
  /** How the broker sees us in its logs and metrics, e.g. `skillwright-skill`. */
  readonly clientId?: string;
  readonly topics?: TopicSettings;
};

/** The transport over these brokers, or the embedded log in this folder. Nothing is connected or opened yet. */
export declare function createTransport(options: TransportOptions): EventTransport;
