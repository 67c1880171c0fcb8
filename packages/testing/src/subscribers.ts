import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** The data of an operation without types. */
type AnyData = Record<string, Record<string, unknown>>;

/** The results of a subscription, and its end. */
export interface Received<Data = AnyData> {
  readonly results: { readonly data?: Data | null; readonly errors?: readonly ErrorLike[] }[];
  /** Resolves when the server completes the subscription. Rejects with the error that the client library reports. */
  readonly ended: Promise<void>;
  /**
   * Resolves with the errors with which the server has ended the subscription. graphql-ws rejects with them;
   * graphql-sse has them in its last result.
   */
  errors(): Promise<readonly ErrorLike[]>;
  /** Resolves once there are `count` results. Rejects if the subscription ends before that. */
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

/** Subscribes with the client of graphql-ws, on a connection of its own. */
export function subscribeByWebSocket<Data = AnyData>(
  url: string,
  query: string,
  variables?: Record<string, unknown>,
  connectionParams: Record<string, string> = {},
): Received<Data> {
  const client = createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams,
  });
  return receive(
    (sink) => client.subscribe({ query, variables }, sink),
    // Rejects if the connection was still being made.
    () => void Promise.resolve(client.dispose()).catch(() => undefined),
  );
}

/** Subscribes with the client of graphql-sse, in the distinct connections mode. */
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
  // An end that a test does not await must not fail the run.
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
