import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { callRest } from './rest.js';

/** A record as an external consumer sees it. */
export interface KafkaRecord {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Readonly<Record<string, unknown>>;
}

const run = promisify(execFile);

/** Returns the brokers that the system at `url` reports. Throws when it uses the embedded event log. */
export async function brokersOf(url: string): Promise<string[]> {
  const { body } = await callRest(url, 'GET', '/readyz');
  const { kafka } = (body as { parts: { kafka: { mode: string; brokers: string[] } } }).parts;
  if (kafka.mode !== 'broker') throw new Error(`The system publishes to no broker: ${JSON.stringify(kafka)}`);
  return kafka.brokers;
}

/**
 * Reads all records of a topic from its beginning, with a consumer that shares no code with the system: kcat, else
 * kafkajs.
 */
export async function readRecords(brokers: readonly string[], topic: string): Promise<KafkaRecord[]> {
  return (await hasKcat()) ? readWithKcat(brokers, topic) : readWithKafkajs(brokers, topic);
}

async function readWithKcat(brokers: readonly string[], topic: string): Promise<KafkaRecord[]> {
  const args = ['-b', brokers.join(','), '-t', topic, '-C', '-o', 'beginning', '-e', '-q', '-J'];
  const { stdout } = await run('kcat', args, { maxBuffer: 64 * 1024 * 1024, timeout: 30_000 });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { key, headers, payload } = JSON.parse(line) as { key: string; headers: string[]; payload: string };
      return { key, headers: toPairs(headers), value: JSON.parse(payload) as KafkaRecord['value'] };
    });
}

/** kcat prints headers as a flat list: name, value, name, value. */
function toPairs(list: readonly string[]): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (let index = 0; index + 1 < list.length; index += 2) pairs[list[index] ?? ''] = list[index + 1] ?? '';
  return pairs;
}

async function readWithKafkajs(brokers: readonly string[], topic: string): Promise<KafkaRecord[]> {
  const kafka = new Kafka({ clientId: 'e2e', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const expected = offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
  if (expected === 0) return [];

  const consumer = kafka.consumer({ groupId: `e2e-${crypto.randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const records: KafkaRecord[] = [];
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async ({ message: { key, headers, value } }: MessageOf<typeof consumer>) => {
      records.push({
        key: String(key),
        headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, header]) => [name, String(header)])),
        value: JSON.parse(String(value)) as KafkaRecord['value'],
      });
      if (records.length >= expected) resolve();
    };
    consumer.run({ eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return records;
}

type MessageOf<C extends { run: (...args: never[]) => unknown }> = Parameters<
  NonNullable<NonNullable<Parameters<C['run']>[0]>['eachMessage']>
>[0];

let kcat: Promise<boolean> | undefined;

function hasKcat(): Promise<boolean> {
  kcat ??= run('kcat', ['-V']).then(
    () => true,
    () => false,
  );
  return kcat;
}
