import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { waitFor } from '@skillwright/testing';
import { subscribeBySse, type Received, type Subscribe } from '@skillwright/testing/subscribers';
import { print } from 'graphql';
import { callRest } from './rest.js';
import { uniqueName } from './sample-skill.js';

/** Subscribes to a typed operation with the given stock client. */
export function subscribe<Data, Variables extends Record<string, unknown>>(
  connectTo: Subscribe,
  url: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Received<Data> {
  return connectTo<Data>(url, print(document), variables);
}

/** Returns a cursor that is before all events from now on. */
export async function takeCursor(url: string): Promise<string> {
  const subscriber = subscribeBySse(url, 'subscription { events { cursor } }');
  // A subscription delivers nothing until an event is published.
  const first = await waitFor(async () => {
    const body = { name: uniqueName('cursor'), description: 'Tells where the log is.', instructions: '# Nothing' };
    await callRest(url, 'POST', '/skills', { body });
    return subscriber.results[0];
  });
  subscriber.stop();
  return String(first.data?.['events']?.['cursor']);
}
