import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** The data of an operation that has no type. */
type AnyData = Record<string, Record<string, unknown>>;

/** What a subscriber was given, and how it ended. */
export interface Received<Data = AnyData> {
  readonly results: { readonly data?: Data | null; readonly errors?: readonly ErrorLike[] }[];
  /** Resolves when the server completed it; rejects with what the protocol reports. */
  readonly ended: Promise<void>;
  /** The errors that the server ended it with: graphql-ws rejects with them, graphql-sse gives them as its last result. */
  errors(): Promise<readonly ErrorLike[]>;
  /** Resolves once there are `count` results. */
  atLeast(count: number): Promise<void>;
  stop(): void;
}

export interface ErrorLike {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export type Subscribe = <Data = AnyData>(
  url: string,
  query: string,
  variables?: Record<string, unknown>,
) => Received<Data>;

/** The stock client of graphql-ws, on a connection of its own. */
export function subscribeByWebSocket<Data = AnyData>(
  url: string,
  query: string,
  variables?: Record<string, unknown>,
): Received<Data> {
  const client = createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  return receive(
    (sink) => client.subscribe({ query, variables }, sink),
    // Rejects where the connection was still being made.
    () => void Promise.resolve(client.dispose()).catch(() => undefined),
  );
}

/** The stock client of graphql-sse, distinct connections. */
export function subscribeBySse<Data = AnyData>(
  url: string,
  query: string,
  variables?: Record<string, unknown>,
  headers: Record<string, string> = {},
): Received<Data> {
  const client = createSseClient({ url: `${url}/graphql`, retryAttempts: 0, headers });
  return receive(
    (sink) => client.subscribe({ query, ...(variables && { variables }) }, sink),
    () => client.dispose(),
  );
}

interface Sink {
  next(result: never): void;
  error(error: unknown): void;
  complete(): void;
}

function receive<Data>(start: (sink: Sink) => () => void, dispose: () => void): Received<Data> {
  const results: Received<Data>['results'] = [];
  const waiting = new Set<() => void>();
  let unsubscribe: () => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    unsubscribe = start({
      next: (result) => {
        results.push(result);
        for (const check of [...waiting]) check();
      },
      error: reject,
      complete: resolve,
    });
  });
  // A subscriber that nobody asks how it ended must not fail the run.
  ended.catch(() => undefined);
  return {
    results,
    ended,
    errors: () =>
      ended.then(
        () => results.at(-1)?.errors ?? [],
        (reported: unknown) =>
          Array.isArray(reported) ? (reported as ErrorLike[]) : Promise.reject(reported as Error),
      ),
    atLeast: (count) => {
      const reached = new Promise<void>((resolve) => {
        const check = () => {
          if (results.length < count) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      });
      return Promise.race([
        reached,
        ended.then(() =>
          Promise.reject(
            new Error(`the subscription has ended after ${results.length}: ${JSON.stringify(results.at(-1))}`),
          ),
        ),
      ]);
    },
    stop: () => {
      unsubscribe();
      dispose();
    },
  };
}
