import type { Admin, Kafka } from 'kafkajs';
import { defaultRetentionMs, type TopicSettings } from '../topic-settings.js';
import type { PartitionLag, PartitionOffsets, TransportAdmin } from '../event-transport.js';
import { toBrokerError } from './kafka-client.js';
import { retryTransient } from './transient-error.js';

/** The configuration of a topic that keeps every record. A broker may have limits of its own for time and bytes. */
const keepsAll = { 'retention.ms': '-1', 'retention.bytes': '-1', 'cleanup.policy': 'delete' };

/** Administers the topics of a cluster over one connection, which is made on first use. */
export class KafkaAdmin implements TransportAdmin {
  #admin: Promise<Admin> | undefined;
  #topicsReady: Promise<void> | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly brokers: readonly string[],
    private readonly settings: TopicSettings,
  ) {}

  ping(): Promise<void> {
    return this.#withAdmin(async (admin) => {
      await admin.describeCluster();
    });
  }

  ensureTopics(names?: readonly string[]): Promise<void> {
    if (names) return this.#createTopics(names);
    const ready = (this.#topicsReady ??= this.#createTopics(this.settings.names ?? []));
    ready.catch(() => (this.#topicsReady = undefined));
    return ready;
  }

  listTopics(): Promise<readonly string[]> {
    return this.#withAdmin(async (admin) => {
      const existing = await admin.listTopics();
      const { names } = this.settings;
      if (names) return names.filter((topic) => existing.includes(topic));
      return existing.filter((topic) => !topic.startsWith('__')).sort();
    });
  }

  offsets(topic: string): Promise<readonly PartitionOffsets[]> {
    return this.#withAdmin(async (admin) => {
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets
        .map(({ partition, low, high }) => ({ partition, earliest: Number(low), next: Number(high) }))
        .sort((a, b) => a.partition - b.partition);
    });
  }

  lag(group: string, ofTopics: readonly string[]): Promise<readonly PartitionLag[]> {
    return this.#withAdmin(async (admin) => {
      const committed = await admin.fetchOffsets({ groupId: group, topics: [...ofTopics] });
      const perTopic = committed.map(async ({ topic, partitions }) => {
        const bounds = await this.offsets(topic);
        return bounds.map(({ partition, earliest, next }) => {
          const offset = Number(partitions.find((entry) => entry.partition === partition)?.offset ?? -1);
          return {
            topic,
            partition,
            committed: offset < 0 ? null : offset,
            next,
            lag: next - (offset < 0 ? earliest : offset),
          };
        });
      });
      return (await Promise.all(perTopic)).flat();
    });
  }

  /** Deletes a consumer group. */
  deleteGroup(group: string): Promise<void> {
    return this.#withAdmin(async (admin) => {
      await admin.deleteGroups([group]);
    });
  }

  async close(): Promise<void> {
    const admin = this.#admin;
    this.#admin = undefined;
    await admin?.then((connected) => connected.disconnect()).catch(() => undefined);
  }

  #createTopics(names: readonly string[]): Promise<void> {
    const { partitions = 3, retentionMs = defaultRetentionMs, keptNames = [], replicationFactor = -1 } = this.settings;
    const configOf = (topic: string) =>
      keptNames.includes(topic) ? keepsAll : { 'retention.ms': String(retentionMs) };
    return this.#withAdmin(async (admin) => {
      const existing = new Set(await admin.listTopics());
      const missing = names.filter((topic) => !existing.has(topic));
      if (missing.length === 0) return;
      await admin.createTopics({
        topics: missing.map((topic) => ({
          topic,
          numPartitions: partitions,
          replicationFactor,
          configEntries: Object.entries(configOf(topic)).map(([name, value]) => ({ name, value })),
        })),
      });
    });
  }

  async #withAdmin<Result>(work: (admin: Admin) => Promise<Result>): Promise<Result> {
    try {
      return await retryTransient(async () => work(await (this.#admin ??= this.#connect())));
    } catch (error) {
      throw toBrokerError(error, this.brokers);
    }
  }

  async #connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      return admin;
    } catch (error) {
      this.#admin = undefined;
      throw error;
    }
  }
}
