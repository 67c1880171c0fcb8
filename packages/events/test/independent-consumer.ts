import { newId } from '@skillwright/service';
import { Kafka, logLevel } from 'kafkajs';
import { Arrivals } from './arrivals.js';

export interface IndependentConsumerOptions {
  readonly brokers: readonly string[];
  /** It has to be there. */
  readonly topic: string;
  /** Other keys are other tests' business. Default: every key is this one's. */
  readonly keyPrefix?: string;
}

export interface IndependentConsumer {
  /** Each record of the topic once: one that the broker hands out again, as after a rebalance, is no repetition. */
  readonly arrivals: Arrivals;
  stop(): Promise<void>;
}

/**
 * A witness that shares no code with ours: bare kafkajs, in a group of its own, from the topic's beginning. It does not
 * always come through an outage of its broker: start it after one.
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
