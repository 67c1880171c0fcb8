import { newId } from '@skillwright/service';
import { freePort } from '@skillwright/testing';
import { describeKafka, testKafka } from '@skillwright/testing/kafka';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { sampleTopics } from '../../../test/sample-topics.js';
import { silentLogger } from '../../../test/silent-logger.js';
import { itIsATransport } from '../../../test/transport-contract.js';
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
    const names = sampleTopics.namesWithDeadLetters;
    const transport = new KafkaTransport({ brokers, logger: silentLogger(), topics: { names } });
    await transport.admin.ensureTopics();
    expect(await transport.admin.listTopics()).toEqual(names);
    await transport.close();
  });

  it('creates the topics that keep every record without a limit of time or bytes', async () => {
    const brokers = await testKafka();
    const [kept, other] = [`kept.${newId()}`, `other.${newId()}`];
    const transport = new KafkaTransport({
      brokers,
      logger: silentLogger(),
      topics: { retentionMs: 60_000, names: [kept, other], keptNames: [kept] },
    });
    await transport.admin.ensureTopics();
    await transport.close();
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const retentionOf = async (name: string) => {
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: ConfigResourceTypes.TOPIC, name, configNames: ['retention.ms', 'retention.bytes'] }],
      });
      return resources[0]?.configEntries.map(({ configName, configValue }) => `${configName} ${configValue}`).sort();
    };
    expect(await retentionOf(kept)).toEqual(['retention.bytes -1', 'retention.ms -1']);
    expect(await retentionOf(other)).toContain('retention.ms 60000');
    await admin.disconnect();
  });

  it('keeps its batches below the limit of a broker, in any script', async () => {
    const transport = new KafkaTransport({ brokers: await testKafka(), logger: silentLogger() });
    const topic = `large.${newId()}`;
    await transport.admin.ensureTopics([topic]);
    // One key means one partition; a million characters of three bytes are 3 MB.
    const records = Array.from({ length: 1_000 }, () => ({ topic, key: 'k', value: '語'.repeat(1_000), headers: {} }));
    await transport.publish(records);
    const offsets = await transport.admin.offsets(topic);
    expect(Math.max(...offsets.map(({ next }) => next))).toBe(1_000);
    await transport.close();
  });

  it('reports that the broker cannot be reached', async () => {
    const brokers = [`127.0.0.1:${await freePort()}`];
    const transport = new KafkaTransport({ brokers, logger: silentLogger() });
    const record = { topic: 'skill.created', key: 'k', value: '{}', headers: {} };
    await expect(transport.publish([record])).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE', retryable: true });
    await expect(transport.admin.ping()).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
    await transport.close();
  });
});
