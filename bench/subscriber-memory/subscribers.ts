import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

/** Many subscribers, each a stock graphql-ws client on a connection of its own. */
export interface Subscribers {
  /** How many results each has got: one listens for sure when it has got its first. Throws if one has failed. */
  received(): readonly number[];
  stop(): Promise<void>;
}

/** So many connect at once: a server takes no more than its backlog holds. */
const wave = 100;

/** Connects `count` clients and has each subscribe. */
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
