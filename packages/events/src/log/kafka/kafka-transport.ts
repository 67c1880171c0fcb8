import type { Logger } from '@skillwright/service';
import type { Kafka } from 'kafkajs';
import { eventErrors } from '../../errors.js';
import type { EventRecord } from '../event-record.js';
import { defaultRetentionMs, type TopicSettings } from '../topic-settings.js';
import type { ConsumeOptions, EventTransport, Reader, ReadOptions, Subscription } from '../event-transport.js';
import { SubscriptionSet } from '../subscription-set.js';
import { KafkaAdmin } from './kafka-admin.js';
import { createKafka, toBrokerError } from './kafka-client.js';
import { startKafkaConsumption } from './kafka-consumption.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { startKafkaReader } from './kafka-reader.js';

export interface KafkaTransportOptions {
  readonly brokers: readonly string[];
  readonly logger: Logger;
  readonly clientId?: string;
  readonly topics?: TopicSettings;
}

/** The event log in Apache Kafka, through kafkajs. */
export class KafkaTransport implements EventTransport {
  readonly mode = 'broker';
  readonly brokers: readonly string[];
  readonly retentionMs: number;
  readonly admin: KafkaAdmin;
  readonly #kafka: Kafka;
  readonly #publisher: KafkaPublisher;
  readonly #logger: Logger;
  readonly #clientId: string;
  readonly #subscriptions = new SubscriptionSet();

  constructor({ brokers, logger, clientId = 'skillwright', topics = {} }: KafkaTransportOptions) {
    this.brokers = brokers;
    this.retentionMs = topics.retentionMs ?? defaultRetentionMs;
    this.#logger = logger;
    this.#clientId = clientId;
    this.#kafka = createKafka({ brokers, clientId, logger });
    this.#publisher = new KafkaPublisher(this.#kafka);
    this.admin = new KafkaAdmin(this.#kafka, brokers, topics);
  }

  async publish(records: readonly EventRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.#open();
    await this.#publisher.publish(records).catch((error: unknown) => {
      throw toBrokerError(error, this.brokers);
    });
  }

  consume(options: ConsumeOptions): Promise<Subscription> {
    return this.#subscriptions.add(async () => {
      await this.#open();
      return startKafkaConsumption(this.#kafka, options, this.#logger).catch((error: unknown) => {
        throw toBrokerError(error, this.brokers);
      });
    });
  }

  read(options: ReadOptions): Promise<Reader> {
    return this.#subscriptions.add(async () => {
      await this.#open();
      const context = { clientId: this.#clientId, logger: this.#logger };
      return startKafkaReader(this.#kafka, this.admin, options, context);
    });
  }

  async close(): Promise<void> {
    await this.#subscriptions.close();
    await this.#publisher.close();
    await this.admin.close();
  }

  async #open(): Promise<void> {
    if (this.#subscriptions.closed) throw eventErrors.TRANSPORT_CLOSED();
    await this.admin.ensureTopics();
  }
}
