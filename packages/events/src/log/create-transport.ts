import type { Logger } from '@skillwright/service';
import { EmbeddedEventLog } from './embedded/embedded-event-log.js';
import { KafkaTransport } from './kafka/kafka-transport.js';
import type { EventTransport } from './event-transport.js';
import type { TopicSettings } from './topic-settings.js';

export type TransportOptions = ({ readonly brokers: readonly string[] } | { readonly embedded: string }) & {
  readonly logger: Logger;
  /** The name of this client in the broker's logs and metrics, e.g. `skillwright-skill`. */
  readonly clientId?: string;
  readonly topics?: TopicSettings;
};

/** Creates the transport to these brokers, or to the embedded event log in this folder. Connects to nothing yet. */
export function createTransport(options: TransportOptions): EventTransport {
  return 'embedded' in options
    ? new EmbeddedEventLog({ ...options, folder: options.embedded })
    : new KafkaTransport(options);
}
