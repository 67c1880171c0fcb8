import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { getOrCreate } from '../metrics/get-or-create.js';
import type { PartitionLag } from '../log/event-transport.js';

/** The metrics of a consumer group. */
export interface ConsumerMetrics {
  handled(topic: string, seconds: number): void;
  retried(topic: string): void;
  deadLettered(topic: string): void;
  lag(partitions: readonly PartitionLag[]): void;
}

export function createConsumerMetrics(registry: Registry, group: string): ConsumerMetrics {
  const labelNames = ['group', 'topic'] as const;
  const counter = (name: string, help: string) =>
    getOrCreate(registry, name, () => new Counter({ name, help, labelNames, registers: [registry] }));
  const redeliveries = counter('consumer_redeliveries_total', 'Attempts at an event after the first.');
  const deadLetters = counter('consumer_dead_letters_total', 'Records sent to the dead-letter topic.');
  const seconds = getOrCreate(
    registry,
    'consumer_handle_seconds',
    () =>
      new Histogram({
        name: 'consumer_handle_seconds',
        help: 'Time that the successful handling of an event took.',
        labelNames,
        buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60],
        registers: [registry],
      }),
  );
  const lag = getOrCreate(
    registry,
    'consumer_lag',
    () =>
      new Gauge({ name: 'consumer_lag', help: 'Records that wait for the group.', labelNames, registers: [registry] }),
  );
  return {
    handled: (topic, took) => seconds.observe({ group, topic }, took),
    retried: (topic) => redeliveries.inc({ group, topic }),
    deadLettered: (topic) => deadLetters.inc({ group, topic }),
    lag: (partitions) => {
      const perTopic = new Map<string, number>();
      for (const { topic, lag: waiting } of partitions) perTopic.set(topic, (perTopic.get(topic) ?? 0) + waiting);
      for (const [topic, waiting] of perTopic) lag.set({ group, topic }, waiting);
    },
  };
}
