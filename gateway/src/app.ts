import type { EventTransport } from '@skillwright/events/log';
import {
  Health,
  createHttpServer,
  createMetrics,
  type GraphQLExecutor,
  type Logger,
  type ServiceApp,
} from '@skillwright/service';
import type { GatewayConfig } from './config.js';
import { registerDocuments } from './docs/register-documents.js';
import { createFederation } from './federation/create-federation.js';
import { watchSubgraphs } from './federation/subgraph-health.js';
import { readSupergraph } from './federation/supergraph.js';
import { registerGraphiql } from './graphiql/register-graphiql.js';
import { createGraphQLServer } from './graphql/graphql-server.js';
import { mountRest } from './rest/mount-rest.js';
import { createEventStreamHandler } from './subscriptions/sse/event-stream-handler.js';
import { withSubscriptions } from './subscriptions/subscription-schema.js';
import { Subscriptions, defaultSubscriptionLimits, type SubscriptionLimits } from './subscriptions/subscriptions.js';
import { registerWebSockets } from './subscriptions/websocket/websocket-server.js';

/** What the process around the gateway gives it. */
export interface GatewayParts {
  readonly logger: Logger;
  /** The subgraphs that live in this process, by name: executed without HTTP. */
  readonly executors?: Readonly<Record<string, GraphQLExecutor>>;
  /** The event log that subscriptions are fed from; without one there are none. It stays the caller's to close. */
  readonly transport?: EventTransport;
  readonly subscriptionLimits?: Partial<SubscriptionLimits>;
}

/** Builds the gateway: GraphQL, subscriptions, REST, documents, operations. It calls no subgraph and does not listen yet. */
export async function createGatewayApp(config: GatewayConfig, parts: GatewayParts): Promise<ServiceApp> {
  const { logger, executors = {}, transport } = parts;
  const supergraph = readSupergraph(config.SUPERGRAPH, {
    skill: config.SKILL_SERVICE_URL,
    generation: config.GENERATION_SERVICE_URL,
    validation: config.VALIDATION_SERVICE_URL,
  });
  const timeouts = { subgraphTimeoutMs: config.SUBGRAPH_TIMEOUT_MS, requestTimeoutMs: config.REQUEST_TIMEOUT_MS };
  const federation = createFederation({
    supergraph,
    executors,
    logger,
    ...timeouts,
    extendSchema: (schema) => (transport && withSubscriptions(schema)) ?? schema,
  });
  const graphql = await createGraphQLServer({ gateway: federation.gateway, logger, ...timeouts });
  const schema = federation.schema();
  const { execute } = graphql;

  const health = new Health();
  const metrics = createMetrics({ service: 'gateway' });
  const stopWatching = watchSubgraphs(health, supergraph.subgraphs, executors);
  const http = createHttpServer({ logger, health, metrics });
  const subscriptions =
    transport && schema.getSubscriptionType()
      ? new Subscriptions({
          schema,
          execute,
          transport,
          metrics,
          logger,
          limits: { ...defaultSubscriptionLimits, ...parts.subscriptionLimits },
        })
      : undefined;
  if (subscriptions) {
    const protocol = { subscriptions, execute, logger, requestTimeoutMs: timeouts.requestTimeoutMs };
    // Streams have no end of their own: they are ended before the server waits for its last answers.
    http.addHook('preClose', () => subscriptions.stop());
    registerWebSockets(http, protocol);
    graphql.register(http, createEventStreamHandler(protocol));
  } else {
    graphql.register(http);
  }
  registerGraphiql(http);
  const rows = mountRest(http, { schema, execute, logger });
  registerDocuments(http, { rows });

  return {
    name: 'gateway',
    http,
    health,
    metrics,
    execute,
    start: async () => subscriptions?.start(),
    stop: async () => {
      await graphql.stop();
      await Promise.all([federation.close(), stopWatching(), subscriptions?.stop()]);
    },
  };
}
