import { newId, type Logger } from '@skillwright/service';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { PartitionOffsets, Positions, Reader, ReadOptions } from '../event-transport.js';
import { offsetOutOfRange, startPositions } from '../start-positions.js';
import type { KafkaAdmin } from './kafka-admin.js';
import { fromKafkaMessage } from './kafka-record.js';
import { startSupervisedConsumer } from './supervised-consumer.js';

/**
 * Reads topics from given positions. kafkajs reads only as a group, so each reader has a group of its own, which
 * commits nothing: the reader keeps its positions itself. After a crash it joins a new group, because the old one keeps
 * its partitions assigned to the crashed member until its session ends.
 */
export async function startKafkaReader(
  kafka: Kafka,
  admin: KafkaAdmin,
  options: ReadOptions,
  context: { readonly clientId: string; readonly logger: Logger },
): Promise<Reader> {
  const topics = Object.keys(options.from);
  const start = await findStart(admin, options);
  const positions = new Map(topics.map((topic) => [topic, new Map(toEntries(start[topic] ?? {}))]));
  let group = '';
  const stopping = new AbortController();
  let failed = false;

  const advance = async ({ batch, isRunning, heartbeat }: EachBatchPayload, onHandled: () => void) => {
    const { topic, partition } = batch;
    const ofTopic = positions.get(topic) ?? new Map<number, number>();
    for (const message of batch.messages) {
      if (failed || stopping.signal.aborted || !isRunning()) return;
      const record = fromKafkaMessage(topic, partition, message);
      const expected = ofTopic.get(partition) ?? 0;
      if (record.offset < expected) continue;
      if (record.offset > expected) await refuseGap(admin, topic, partition, expected);
      await options.onRecord(record);
      onHandled();
      ofTopic.set(partition, record.offset + 1);
    }
    await heartbeat();
  };

  const consumer = await startSupervisedConsumer({
    kafka,
    // The broker deletes the empty group that a crash leaves.
    group: () => (group = `${context.clientId}.reader.${newId()}`),
    topics,
    logger: context.logger,
    // The group restarts at or before the positions; records that were read already are skipped.
    fromBeginning: true,
    seek: (joined) => seekAll(joined, positions),
    run: {
      autoCommit: false,
      partitionsConsumedConcurrently: 4,
    },
    eachBatch: (payload, onHandled) =>
      advance(payload, onHandled).catch((error: Error) => {
        if (stopping.signal.aborted || failed) return;
        failed = true;
        options.onError(error);
      }),
  });
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    stopping.abort();
    await consumer.stop();
    await admin.deleteGroup(group).catch(() => undefined);
  };
  return { start, stop: () => (stopped ??= stop()) };
}

async function findStart(admin: KafkaAdmin, { from }: ReadOptions): Promise<Record<string, Positions>> {
  const entries = Object.entries(from).map(
    async ([topic, begin]) => [topic, startPositions(topic, begin, await admin.offsets(topic))] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

function seekAll(consumer: Consumer, positions: ReadonlyMap<string, ReadonlyMap<number, number>>): void {
  for (const [topic, partitions] of positions) {
    for (const [partition, offset] of partitions) consumer.seek({ topic, partition, offset: String(offset) });
  }
}

/**
 * Throws OFFSET_OUT_OF_RANGE if retention has removed the expected record. Transactions leave holes too, which are no
 * gap.
 */
async function refuseGap(admin: KafkaAdmin, topic: string, partition: number, expected: number): Promise<void> {
  const bounds = (await admin.offsets(topic)).find((offsets: PartitionOffsets) => offsets.partition === partition);
  if (bounds && bounds.earliest > expected) throw offsetOutOfRange(topic, expected, bounds);
}

function toEntries(positions: Positions): [number, number][] {
  return Object.entries(positions).map(([partition, offset]) => [Number(partition), offset]);
}
