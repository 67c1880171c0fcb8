import { newId } from '@skillwright/service';
import { Kafka, logLevel } from 'kafkajs';
import { Arrivals } from './arrivals.js';

export interface IndependentConsumerOptions {
  readonly brokers: readonly string[];
  /** An existing topic. */
  readonly topic: string;
  /** The prefix of the keys to collect. Default: all keys. */
  readonly keyPrefix?: string;
}

export interface IndependentConsumer {
  /**
   * Each record of the topic once: a record that the broker delivers again, e.g. after a rebalance, is no repetition.
   */
  readonly arrivals: Arrivals;
  stop(): Promise<void>;
}

/**
 * Starts a consumer that shares no code with the product: bare kafkajs, in a group of its own, from the start of the
 * topic. It does not always survive an outage of its broker: start it afterwards.
 */
export async function startIndependentConsumer(options: IndependentConsumerOptions): Promise<IndependentConsumer> {
  const { brokers, topic, keyPrefix = '' } = options;
  const arrivals = new Arrivals();
  const seen = new Set<string>();
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `independent-${newId()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: ({ partition, message: { offset, key, value } }) => {
      const place = `${partition}/${offset}`;
      if (!seen.has(place) && key?.toString().startsWith(keyPrefix)) {
        arrivals.add(key.toString(), value?.toString() ?? '');
      }
      seen.add(place);
      return Promise.resolve();
    },
  });
  return { arrivals, stop: () => consumer.disconnect() };
}
