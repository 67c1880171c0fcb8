import { CompressionTypes, Partitioners, type Kafka, type Producer } from 'kafkajs';
import type { EventRecord } from '../event-record.js';
import { toTopicMessages } from './kafka-record.js';

/** Below the 1 MiB that a broker accepts for one partition at once, even if all records go to one partition. */
const maxBatchBytes = 1000 * 1024;

/** Sends one batch after another through an idempotent producer. */
export class KafkaPublisher {
  #producer: Promise<Producer> | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly kafka: Kafka) {}

  /** Resolves once all in-sync replicas have the records. */
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
      // The sequence numbers of producer and broker may differ now; a new producer starts with new ones.
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
  for (const [index, record] of records.entries()) {
    const size = sizeOf(record);
    if (index > start && bytes + size > maxBatchBytes) {
      yield records.slice(start, index);
      start = index;
      bytes = 0;
    }
    bytes += size;
  }
  if (start < records.length) yield records.slice(start);
}

/** The most bytes that a record takes in a batch: each length and each field of the record itself takes up to five. */
function sizeOf({ key, value, headers }: EventRecord): number {
  let bytes = 40 + Buffer.byteLength(value) + Buffer.byteLength(key ?? '');
  for (const name in headers) bytes += 10 + name.length + Buffer.byteLength(headers[name] ?? '');
  return bytes;
}
