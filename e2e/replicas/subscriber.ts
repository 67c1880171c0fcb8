import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** An event as a subscriber is given it. */
export interface ReceivedEvent {
  readonly cursor: string;
  readonly id: string;
  readonly key: string;
  readonly skill: { readonly name: string } | null;
}

export interface Subscriber {
  /** In the order in which they came. */
  readonly events: readonly ReceivedEvent[];
  stop(): void;
}

const query = `subscription ($after: String) {
  events(topics: ["skill.updated"], after: $after) { cursor id key skill { name } }
}`;

/** Subscribes to the updates of skills with the stock client of graphql-ws, from now on or from behind a cursor. */
export function subscribe(url: string, after?: string): Subscriber {
  const events: ReceivedEvent[] = [];
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const unsubscribe = client.subscribe<{ events: ReceivedEvent }>(
    { query, variables: { after } },
    {
      next: ({ data }) => void (data && events.push(data.events)),
      // A gateway that is killed ends it with an error: what has come until then is what there is.
      error: () => undefined,
      complete: () => undefined,
    },
  );
  return {
    events,
    stop: () => {
      unsubscribe();
      void client.dispose();
    },
  };
}
