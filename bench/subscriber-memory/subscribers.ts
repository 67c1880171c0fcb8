import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

/** Many subscribers: stock graphql-ws clients, each on a connection of its own. */
export interface Subscribers {
  /**
   * Returns each subscriber's count of results. Its first result proves that it is subscribed. Throws when one has
   * failed.
   */
  received(): readonly number[];
  stop(): Promise<void>;
}

/** The number of clients that connect at once; more would exceed a server's listen backlog. */
const wave = 100;

/** Connects `count` clients, each of which subscribes. */
export async function subscribe(url: string, count: number, query: string): Promise<Subscribers> {
  const results = new Array<number>(count).fill(0);
  const clients: Client[] = [];
  let failure: unknown;
  const connect = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const client = createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        on: { connected: () => resolve() },
      });
      const fail = (error: unknown) => {
        failure ??= error;
        reject(new Error('a subscription ended', { cause: error }));
      };
      const next = ({ errors }: { errors?: unknown }) => {
        if (errors) fail(errors);
        results[index] = (results[index] ?? 0) + 1;
      };
      client.subscribe({ query }, { next, error: fail, complete: () => undefined });
      clients.push(client);
    });
  for (let start = 0; start < count; start += wave) {
    await Promise.all(Array.from({ length: Math.min(wave, count - start) }, (_, index) => connect(start + index)));
  }
  return {
    received: () => {
      if (failure !== undefined) throw new Error('a subscription ended', { cause: failure });
      return results;
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.dispose()));
    },
  };
}
