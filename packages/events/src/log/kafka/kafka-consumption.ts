import type { Logger } from '@skillwright/service';
import { retryUntilAborted } from '@skillwright/service/timing';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import type { ConsumeOptions, Subscription } from '../event-transport.js';
import { fromKafkaMessage } from './kafka-record.js';
import { startSupervisedConsumer } from './supervised-consumer.js';

/** Partitions of one consumer that are handled at the same time. */
const concurrency = 4;
const heartbeatMs = 1_000;

/** Consumes as a member of a group; commits the offsets of handled records. */
export async function startKafkaConsumption(
  kafka: Kafka,
  options: ConsumeOptions,
  logger: Logger,
): Promise<Subscription> {
  const stopping = new AbortController();
  const consumer = await startSupervisedConsumer({
    kafka,
    logger,
    group: () => options.group,
    topics: options.topics,
    fromBeginning: options.startAt !== 'latest',
    run: {
      eachBatchAutoResolve: false,
      autoCommitInterval: 1_000,
      partitionsConsumedConcurrently: concurrency,
    },
    eachBatch: (payload, onHandled) => handleBatch(payload, { ...options, onHandled }, stopping.signal, logger),
  });
  return {
    async stop() {
      stopping.abort();
      await consumer.stop();
    },
  };
}

async function handleBatch(
  payload: EachBatchPayload,
  { onRecord, onHandled }: Pick<ConsumeOptions, 'onRecord'> & { onHandled(): void },
  signal: AbortSignal,
  logger: Logger,
): Promise<void> {
  const { batch, heartbeat, resolveOffset, commitOffsetsIfNecessary, isRunning, isStale } = payload;
  // Keeps the membership while a record takes long; a failed heartbeat counts once that record is handled.
  let lostMembership: Error | undefined;
  const heart = setInterval(() => {
    heartbeat().catch((error: Error) => (lostMembership = error));
  }, heartbeatMs);
  try {
    for (const message of batch.messages) {
      if (signal.aborted || !isRunning() || isStale()) return;
      const record = fromKafkaMessage(batch.topic, batch.partition, message);
      const handled = await retryUntilAborted(() => onRecord(record, { signal }), {
        signal,
        onFailure: (error) =>
          logger.error({ err: error, topic: record.topic, offset: record.offset }, 'a record could not be handled'),
      });
      if (!handled) return;
      onHandled();
      resolveOffset(message.offset);
      if (lostMembership) throw lostMembership;
      await commitOffsetsIfNecessary();
    }
  } finally {
    clearInterval(heart);
  }
}
