import { topics, type Event } from '@skillwright/contracts/events';
import { toRecord } from '@skillwright/events';
import { createTransport } from '@skillwright/events/log';
import { PostgresOutbox, startRelay } from '@skillwright/events/outbox';
import { createLogger, createMetrics } from '@skillwright/service';
import { waitFor } from '@skillwright/testing';
import { CompressionTypes, Kafka, Partitioners, logLevel } from 'kafkajs';
import type { Pool } from 'pg';
import { createBacklog, insertBacklog } from './backlog.js';

export interface Contender {
  readonly name: string;
  /**
   * Prepares a backlog of events. The returned function publishes all of them and resolves once the broker has
   * acknowledged the last one.
   */
  prepare(length: number): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/** kafkajs at its fastest that keeps the order: one idempotent producer, records in memory, one batch in flight. */
export async function createBareProducer(brokers: readonly string[], batchLength: number): Promise<Contender> {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return {
    name: `kafkajs: sendBatch of ${batchLength}, records in memory`,
    prepare: async (length) => {
      const records = createBacklog(length).map((event) => toRecord(event));
      return async () => {
        for (let start = 0; start < records.length; start += batchLength) {
          const messages = records.slice(start, start + batchLength);
          await producer.sendBatch({
            topicMessages: [{ topic: 'skill.created', messages }],
            acks: -1,
            compression: CompressionTypes.None,
          });
        }
      };
    },
    stop: () => producer.disconnect(),
  };
}

/** Skillwright's relay: reads rows from PostgreSQL, publishes them, and marks them. */
export function createRelay(brokers: readonly string[], databaseUrl: string, pool: Pool): Contender {
  const logger = createLogger({ service: 'bench', level: 'warn' });
  const transport = createTransport({ brokers, logger, topics: { names: topics.namesWithDeadLetters } });
  const metrics = createMetrics({ service: 'bench' });
  const outbox = new PostgresOutbox({ databaseUrl, name: 'bench', logger });
  const relay = startRelay({ outbox, transport, logger, metrics });
  return {
    name: 'relay: outbox of PostgreSQL, read, published, marked',
    prepare: async (length) => {
      const events: Event[] = createBacklog(length);
      const commit = await insertBacklog(pool, events);
      const before = await countPublished(metrics);
      return async () => {
        await commit();
        // The relay's own counter, since polling the database would slow the relay down.
        const published = async () => (await countPublished(metrics)) - before === length;
        await waitFor(published, { intervalMs: 5, description: 'the whole backlog to be published' });
      };
    },
    stop: async () => {
      await relay.stop();
      await transport.close();
    },
  };
}

async function countPublished(metrics: ReturnType<typeof createMetrics>): Promise<number> {
  const { values = [] } = (await metrics.getSingleMetric('outbox_published_total')?.get()) ?? {};
  return values.reduce((sum, { value }) => sum + value, 0);
}
