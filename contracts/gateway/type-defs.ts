import { readFileSync } from 'node:fs';

/** The text of `subscriptions.graphql`: what the gateway adds to the supergraph. */
export const subscriptionTypeDefs = readFileSync(new URL('./subscriptions.graphql', import.meta.url), 'utf8');
