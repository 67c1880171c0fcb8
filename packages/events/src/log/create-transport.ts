import type { Logger } from '@skillwright/service';
import { EmbeddedEventLog } from './embedded/embedded-event-log.js';
import { KafkaTransport } from './kafka/kafka-transport.js';
import type { EventTransport } from './event-transport.js';
import type { TopicSettings } from './topic-settings.js';

export type TransportOptions = ({ readonly brokers: readonly string[] } | { readonly embedded: string }) & {
  readonly logger: Logger;
  /** How the broker sees us in its logs and metrics, e.g. `skillwright-skill`. */
  readonly clientId?: string;
  readonly topics?: TopicSettings;
};

/** The transport over these brokers, or the embedded log in this folder. Nothing is connected or opened yet. */
export function createTransport(options: TransportOptions): EventTransport {
  return 'embedded' in options
    ? new EmbeddedEventLog({ ...options, folder: options.embedded })
    : new KafkaTransport(options);
}
