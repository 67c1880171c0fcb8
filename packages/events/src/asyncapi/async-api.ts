import type { TopicContract, TopicContracts } from '../contracts/topic-contract.js';
import { deadLetterTopic } from '../contracts/dead-letter-topic.js';
import { deadLetterHeaders, envelopeHeaders } from './header-schemas.js';

const kafkaBindingVersion = '0.5.0';

export interface AsyncApiOptions {
  /** The version of the document. Default: 1.0.0. */
  readonly version?: string;
  /** The servers of the document. Without brokers it has none. */
  readonly brokers?: readonly string[];
}

/** Returns the AsyncAPI document of every topic and its dead-letter topic, with key, headers, schema and example. */
export function createAsyncApi(
  contracts: TopicContracts,
  { version = '1.0.0', brokers = [] }: AsyncApiOptions = {},
): Record<string, unknown> {
  const topics = Object.entries(contracts);
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Skillwright events',
      version,
      description:
        'The events of Skillwright, as CloudEvents 1.0 in Kafka binary mode: the value is the data, the headers are the envelope. Delivery is at least once, in order per key; recognise a repetition by `ce_id`. Fields may be added to a value and are never removed.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    ...(brokers.length > 0 ? { servers: Object.fromEntries(brokers.map(toServer)) } : {}),
    channels: Object.fromEntries(
      topics.flatMap(([topic, { summary }]) => [channel(topic, summary), toDeadLetterChannel(topic)]),
    ),
    operations: Object.fromEntries(topics.map(([topic, { summary }]) => toOperation(topic, summary))),
    components: {
      messages: Object.fromEntries(topics.flatMap((each) => [toMessage(...each), toDeadLetterMessage(...each)])),
      schemas: {
        envelope: envelopeHeaders,
        deadLetterEnvelope: deadLetterHeaders,
        ...Object.fromEntries(topics.map(([topic, { schema }]) => [topic, schema])),
      },
    },
  };
}

function toServer(broker: string, index: number) {
  return [`kafka-${index + 1}`, { host: broker, protocol: 'kafka' }] as const;
}

function toDeadLetterChannel(topic: string) {
  return channel(
    deadLetterTopic(topic),
    `Records of ${topic} that a consumer gave up on, unchanged, with the reason in headers.`,
  );
}

function channel(address: string, description: string) {
  return [
    address,
    {
      address,
      description,
      messages: { [address]: { $ref: `#/components/messages/${address}` } },
      bindings: { kafka: { topic: address, bindingVersion: kafkaBindingVersion } },
    },
  ] as const;
}

function toOperation(topic: string, summary: string) {
  return [
    `publish ${topic}`.replaceAll(/[ .]/g, '-'),
    {
      action: 'send',
      channel: { $ref: `#/channels/${topic}` },
      summary,
      messages: [{ $ref: `#/channels/${topic}/messages/${topic}` }],
    },
  ] as const;
}

function toMessage(topic: string, contract: TopicContract) {
  return [topic, { ...message(topic, topic, contract), summary: contract.summary }] as const;
}

function toDeadLetterMessage(topic: string, contract: TopicContract) {
  const name = deadLetterTopic(topic);
  const headers = { $ref: '#/components/schemas/deadLetterEnvelope' };
  return [name, { ...message(name, topic, contract), headers }] as const;
}

function message(name: string, topic: string, contract: TopicContract) {
  return {
    name,
    title: name,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/envelope' },
    payload: { $ref: `#/components/schemas/${topic}` },
    examples: [{ name: 'example', payload: contract.example }],
    bindings: {
      kafka: {
        key: { type: 'string', description: contract.keyDescription },
        bindingVersion: kafkaBindingVersion,
      },
    },
    'x-contract-version': contract.version,
  };
}
