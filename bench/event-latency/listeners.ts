import { createClient } from 'graphql-ws';
import { Kafka, logLevel } from 'kafkajs';
import { WebSocket } from 'ws';

/** An external client that waits for events. `arrivals` maps a skill's name to the time at which its event arrived. */
export interface Listener {
  readonly name: string;
  readonly arrivals: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Starts a bare kafkajs consumer of `skill.created`. Resolves once it has its partitions. */
export async function listenOnKafka(brokers: readonly string[]): Promise<Listener> {
  const arrivals = new Map<string, number>();
  const consumer = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).consumer({ groupId: 'latency' });
  await consumer.connect();
  await consumer.subscribe({ topic: 'skill.created', fromBeginning: false });
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  await consumer.run({
    eachMessage: ({ message }) => {
      const { name } = JSON.parse(String(message.value)) as { name: string };
      arrivals.set(name, performance.now());
      return Promise.resolve();
    },
  });
  await joined;
  return { name: 'Kafka consumer (kafkajs)', arrivals, stop: () => consumer.disconnect() };
}

/** Starts a stock graphql-ws client of the gateway that selects the skill's own fields. */
export function listenOnWebSocket(url: string): Listener {
  const arrivals = new Map<string, number>();
  const client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, lazy: false });
  client.subscribe<{ skillChanged: { skill: { name: string } | null } }>(
    { query: 'subscription { skillChanged { skill { name version } } }' },
    {
      next: ({ data }) => {
        const name = data?.skillChanged.skill?.name;
        if (name !== undefined) arrivals.set(name, performance.now());
      },
      error: (error) => {
        throw new Error('the subscription ended', { cause: error });
      },
      complete: () => undefined,
    },
  );
  return { name: 'GraphQL subscriber (graphql-ws)', arrivals, stop: () => Promise.resolve(client.dispose()) };
}
