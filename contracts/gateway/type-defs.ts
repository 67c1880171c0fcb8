import { readFileSync } from 'node:fs';

/** The text of `subscriptions.graphql`, the gateway's addition to the supergraph. */
export const subscriptionTypeDefs = readFileSync(new URL('./subscriptions.graphql', import.meta.url), 'utf8');
