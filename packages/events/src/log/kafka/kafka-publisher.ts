import { CompressionTypes, Partitioners, type Kafka, type Producer } from 'kafkajs';
import type { EventRecord } from '../event-record.js';
import { toTopicMessages } from './kafka-record.js';

/** Under the 1 MiB that a broker takes for one partition at once, even if all records are for one. */
const maxBatchBytes = 1000 * 1024;

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

/** The bytes of a record in a batch, at most: a length before each part takes five bytes, and so does each of the record's own fields. */
function sizeOf({ key, value, headers }: EventRecord): number {
  let bytes = 40 + Buffer.byteLength(value) + Buffer.byteLength(key ?? '');
  for (const name in headers) bytes += 10 + name.length + Buffer.byteLength(headers[name] ?? '');
  return bytes;
}
