import { freePort } from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { Kafka, logLevel } from 'kafkajs';
import { silentLogger } from '../../test/silent-logger.js';
import { itIsATransport } from '../../test/transport-contract.js';
import { deadLetterTopic, topics } from '../contracts/topic-contracts.js';
import { KafkaTransport } from './kafka-transport.js';

describeKafka('the Kafka transport', () => {
  itIsATransport(async () => {
    const brokers = await testKafka();
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    return {
      open: () => Promise.resolve(new KafkaTransport({ brokers, logger: silentLogger() })),
      expire: async (topic) => {
        const offsets = await admin.fetchTopicOffsets(topic);
        await admin.deleteTopicRecords({
          topic,
          partitions: offsets.map(({ partition, high }) => ({ partition, offset: high })),
        });
      },
      dispose: () => admin.disconnect(),
    };
  });

  it('creates every topic with its dead-letter topic', async () => {
    const brokers = await testKafka();
    const transport = new KafkaTransport({ brokers, logger: silentLogger() });
    await transport.admin.ensureTopics();
    expect(await transport.admin.listTopics()).toEqual(topics.flatMap((topic) => [topic, deadLetterTopic(topic)]));
    await transport.close();
  });

  it('tells that the broker cannot be reached', async () => {
    const brokers = [`127.0.0.1:${await freePort()}`];
    const transport = new KafkaTransport({ brokers, logger: silentLogger() });
    const record = { topic: 'skill.created', key: 'k', value: '{}', headers: {} };
    await expect(transport.publish([record])).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE', retryable: true });
    await expect(transport.admin.ping()).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
    await transport.close();
  });
});
