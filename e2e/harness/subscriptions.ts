import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { waitFor } from '@skillwright/testing';
import { subscribeBySse, type Received, type Subscribe } from '@skillwright/testing/subscribers';
import { print } from 'graphql';
import { callRest } from './rest.js';
import { uniqueName } from './sample-skill.js';

/** Subscribes with a typed operation, by the stock client that is given. */
export function subscribe<Data, Variables extends Record<string, unknown>>(
  connectTo: Subscribe,
  url: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Received<Data> {
  return connectTo<Data>(url, print(document), variables);
}

/** A cursor that stands before everything that happens from now on. */
export async function takeCursor(url: string): Promise<string> {
  const subscriber = subscribeBySse(url, 'subscription { events { cursor } }');
  // A subscription says nothing until something happens.
  const first = await waitFor(async () => {
    const body = { name: uniqueName('cursor'), description: 'Tells where the log is.', instructions: '# Nothing' };
    await callRest(url, 'POST', '/skills', { body });
    return subscriber.results[0];
  });
  subscriber.stop();
  return String(first.data?.['events']?.['cursor']);
}
