import type { KafkaMessage, TopicMessages } from 'kafkajs';
import type { EventRecord, StoredRecord } from '../event-record.js';

/** Turns a message of kafkajs into a record. */
export function fromKafkaMessage(topic: string, partition: number, message: KafkaMessage): StoredRecord {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) headers[name] = last.toString();
  }
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: message.key?.toString() ?? null,
    value: message.value?.toString() ?? '',
    headers,
  };
}

/** Turns records into one batch of kafkajs; keeps their order within each topic. */
export function toTopicMessages(records: readonly EventRecord[]): TopicMessages[] {
  const byTopic = new Map<string, TopicMessages>();
  for (const { topic, key, value, headers } of records) {
    let batch = byTopic.get(topic);
    if (!batch) byTopic.set(topic, (batch = { topic, messages: [] }));
    batch.messages.push({ key, value, headers });
  }
  return [...byTopic.values()];
}
