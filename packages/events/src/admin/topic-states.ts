import type { EventTransport } from '../log/event-transport.js';

export interface TopicState {
  readonly topic: string;
  readonly partitions: number;
  /** What retention has left. */
  readonly records: number;
  /** For each group that was asked for: the records that wait for it; null where it has never read the topic. */
  readonly lag: Readonly<Record<string, number | null>>;
}

/** Every topic and dead-letter topic, with the lag of these groups. */
export async function describeTopics(transport: EventTransport, groups: readonly string[]): Promise<TopicState[]> {
  const topics = await transport.admin.listTopics();
  const lags = await Promise.all(groups.map((group) => transport.admin.lag(group, topics)));
  return Promise.all(
    topics.map(async (topic) => {
      const held = await transport.admin.offsets(topic);
      const lag = groups.map((group, index) => {
        const ofTopic = (lags[index] ?? []).filter((entry) => entry.topic === topic && entry.committed !== null);
        const waiting = ofTopic.reduce((sum, entry) => sum + entry.lag, 0);
        return [group, ofTopic.length === 0 ? null : waiting] as const;
      });
      return {
        topic,
        partitions: held.length,
        records: held.reduce((sum, { earliest, next }) => sum + next - earliest, 0),
        lag: Object.fromEntries(lag),
      };
    }),
  );
}
