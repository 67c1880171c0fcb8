import type { EventTransport } from '../log/event-transport.js';

export interface TopicState {
  readonly topic: string;
  readonly partitions: number;
  /** The number of records that the topic has now. */
  readonly records: number;
  /** The number of records that wait for each group; null if the group has never read the topic. */
  readonly lag: Readonly<Record<string, number | null>>;
}

/** Describes every topic and dead-letter topic, with the lag of these groups. */
export async function describeTopics(transport: EventTransport, groups: readonly string[]): Promise<TopicState[]> {
  const topics = await transport.admin.listTopics();
  const lags = await Promise.all(groups.map((group) => transport.admin.lag(group, topics)));
  return Promise.all(
    topics.map(async (topic) => {
      const bounds = await transport.admin.offsets(topic);
      const lag = groups.map((group, index) => {
        const ofTopic = (lags[index] ?? []).filter((entry) => entry.topic === topic && entry.committed !== null);
        const waiting = ofTopic.reduce((sum, entry) => sum + entry.lag, 0);
        return [group, ofTopic.length === 0 ? null : waiting] as const;
      });
      return {
        topic,
        partitions: bounds.length,
        records: bounds.reduce((sum, { earliest, next }) => sum + next - earliest, 0),
        lag: Object.fromEntries(lag),
      };
    }),
  );
}
