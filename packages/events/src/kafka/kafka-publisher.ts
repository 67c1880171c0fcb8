import { CompressionTypes, Partitioners, type Kafka, type Producer } from 'kafkajs';
import type { EventRecord } from '../event/event-record.js';
import { toTopicMessages } from './kafka-record.js';

/** Well under the 1 MiB that a broker takes for one partition at once. */
const maxBatchBytes = 512 * 1024;

/** Sends batches in turn through one idempotent producer. */
export class KafkaPublisher {
  #producer: Promise<Producer> | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly kafka: Kafka) {}

  /** Resolves when every in-sync replica has the records. */
  publish(records: readonly EventRecord[]): Promise<void> {
    const sent = this.#last.then(() => this.#send(records));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#drop();
  }

  async #send(records: readonly EventRecord[]): Promise<void> {
    this.#producer ??= this.#connect();
    try {
      const producer = await this.#producer;
      for (const batch of inBatches(records)) {
        await producer.sendBatch({
          topicMessages: toTopicMessages(batch),
          acks: -1,
          compression: CompressionTypes.None,
        });
      }
    } catch (error) {
      // The producer's sequence numbers may be out of step with the broker's now: the next attempt begins anew.
      await this.#drop();
      throw error;
    }
  }

  async #connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return producer;
  }

  async #drop(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    await producer?.then((connected) => connected.disconnect()).catch(() => undefined);
  }
}

function* inBatches(records: readonly EventRecord[]): Generator<readonly EventRecord[]> {
  let start = 0;
  let bytes = 0;
  for (const [index, { key, value, headers }] of records.entries()) {
    // UTF-16 units, three bytes at most each, would be the strict bound; our values are nearly all ASCII.
    const size = value.length + (key?.length ?? 0) + headerBytes(headers);
    if (index > start && bytes + size > maxBatchBytes) {
      yield records.slice(start, index);
      start = index;
      bytes = 0;
    }
    bytes += size;
  }
  if (start < records.length) yield records.slice(start);
}

function headerBytes(headers: EventRecord['headers']): number {
  let bytes = 0;
  for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0);
  return bytes;
}
