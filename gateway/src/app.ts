import { authorise, noAuth, type Auth } from '@skillwright/auth';
import type { EventTransport } from '@skillwright/events/log';
import { ScopeRules, createGraphQLOverHttp, createPipeline, type Engine } from '@skillwright/pipeline';
import {
  Health,
  accessOptions,
  createHttpServer,
  createMetrics,
  type GraphQLExecutor,
  type Logger,
  type ServiceApp,
} from '@skillwright/service';
import type { Registry } from 'prom-client';
import type { GatewayConfig } from './config.js';
import { registerDocuments } from './docs/register-documents.js';
import { registerGraphQL } from './doors/graphql-door.js';
import { mountRest } from './doors/rest/mount-rest.js';
import { createEventStreamDoor } from './doors/sse/event-stream-door.js';
import { registerWebSockets } from './doors/websocket/websocket-door.js';
import { createApolloEngine } from './engine/apollo/create-apollo-engine.js';
import { formatError } from './engine/apollo/format-error.js';
import { registerGraphiql } from './graphiql/register-graphiql.js';
import { subscriptionDocument, withSubscriptions } from './subscriptions/subscription-schema.js';
import { Subscriptions, defaultSubscriptionLimits, type SubscriptionLimits } from './subscriptions/subscriptions.js';
import { watchSubgraphs } from './supergraph/subgraph-health.js';
import { readSupergraph } from './supergraph/supergraph.js';

/** The parts that the surrounding process creates. */
export interface GatewayParts {
  readonly logger: Logger;
  /** The authentication of callers, and of the calls to subgraphs; none by default. */
  readonly auth?: Auth;
  /** The subgraphs in this process, by name. They are executed without HTTP. */
  readonly executors?: Readonly<Record<string, GraphQLExecutor>>;
  /** The event log for subscriptions; without it there are none. The process closes it. */
  readonly transport?: EventTransport;
  readonly subscriptionLimits?: Partial<SubscriptionLimits>;
}

/**
 * Creates the gateway: GraphQL, subscriptions, REST, documents, operational routes. It calls no subgraph and does not
 * listen yet.
 */
export async function createGatewayApp(config: GatewayConfig, parts: GatewayParts): Promise<ServiceApp> {
  const { logger, auth = noAuth, executors = {} } = parts;
  const { supergraph, engine } = await createEngine(config, parts);
  const health = new Health();
  const metrics = createMetrics({ service: 'gateway' });
  const stopWatching = watchSubgraphs(health, supergraph.subgraphs, executors);
  const http = createHttpServer({
    ...{ logger, health, metrics, authenticator: auth },
    requestTimeoutMs: config.REQUEST_TIMEOUT_MS,
    access: accessOptions(config),
  });
  const subscriptions = createSubscriptions(config, parts, { engine, metrics });
  const scopeRules = auth.required ? ScopeRules.read([supergraph.document, subscriptionDocument]) : undefined;
  const limits = {
    depth: config.OPERATION_MAX_DEPTH,
    cost: config.OPERATION_MAX_COST,
    assumedListSize: config.ASSUMED_LIST_SIZE,
  };
  const pipeline = createPipeline({ engine, subscribe: subscriptions?.open, scopeRules, limits, formatError, logger });
  const overHttp = await createGraphQLOverHttp({ pipeline, logger });
  // Streams have no end of their own. They are ended before the server waits for its last answers.
  if (subscriptions) http.addHook('preClose', () => subscriptions.stop());
  registerGraphQL(http, { overHttp, overEventStream: createEventStreamDoor(pipeline) });
  registerWebSockets(http, {
    ...{ pipeline, logger, authenticator: auth },
    requestTimeoutMs: config.REQUEST_TIMEOUT_MS,
  });
  registerGraphiql(http);
  const mounted = mountRest(http, { schema: engine.schema, execute: pipeline.execute, authorise, logger });
  registerDocuments(http, { operations: mounted, secured: auth.required });

  return {
    name: 'gateway',
    http,
    health,
    metrics,
    execute: pipeline.execute,
    start: async () => subscriptions?.start(),
    stop: async () => {
      await overHttp.stop();
      await Promise.all([engine.close(), stopWatching(), subscriptions?.stop()]);
    },
  };
}

/** Creates the engine over the configured supergraph, which has subscriptions where there is an event log. */
async function createEngine(config: GatewayConfig, parts: GatewayParts) {
  const { logger, auth = noAuth, executors = {}, transport } = parts;
  const supergraph = readSupergraph(config.SUPERGRAPH, {
    skill: config.SKILL_SERVICE_URL,
    generation: config.GENERATION_SERVICE_URL,
    validation: config.VALIDATION_SERVICE_URL,
  });
  const engine = await createApolloEngine({
    supergraph,
    executors,
    prove: auth.prove,
    logger,
    subgraphTimeoutMs: config.SUBGRAPH_TIMEOUT_MS,
    requestTimeoutMs: config.REQUEST_TIMEOUT_MS,
    answerValues: config.ANSWER_MAX_VALUES,
    extendSchema: (schema) => (transport && withSubscriptions(schema)) ?? schema,
  });
  engine.onChange(() => logger.info('the gateway serves another schema'));
  return { supergraph, engine };
}

function createSubscriptions(
  config: GatewayConfig,
  { transport, logger, subscriptionLimits }: GatewayParts,
  { engine, metrics }: { readonly engine: Engine; readonly metrics: Registry },
): Subscriptions | undefined {
  if (!transport || !engine.schema.getSubscriptionType()) return undefined;
  return new Subscriptions({
    ...{ engine, transport, metrics, logger },
    requestTimeoutMs: config.REQUEST_TIMEOUT_MS,
    limits: { ...defaultSubscriptionLimits, ...subscriptionLimits },
  });
}
