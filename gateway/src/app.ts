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

/** What the process around the gateway gives it. */
export interface GatewayParts {
  readonly logger: Logger;
  /** The subgraphs that live in this process, by name: executed without HTTP. */
  readonly executors?: Readonly<Record<string, GraphQLExecutor>>;
}

/** Builds the gateway: GraphQL, REST, documents, operations. It calls no subgraph and does not listen yet. */
export async function createGatewayApp(config: GatewayConfig, parts: GatewayParts): Promise<ServiceApp> {
  const { logger, executors = {} } = parts;
  const supergraph = readSupergraph(config.SUPERGRAPH, {
    skill: config.SKILL_SERVICE_URL,
    generation: config.GENERATION_SERVICE_URL,
    validation: config.VALIDATION_SERVICE_URL,
  });
  const timeouts = { subgraphTimeoutMs: config.SUBGRAPH_TIMEOUT_MS, requestTimeoutMs: config.REQUEST_TIMEOUT_MS };
  const federation = createFederation({ supergraph, executors, logger, ...timeouts });
  const graphql = await createGraphQLServer({ gateway: federation.gateway, logger, ...timeouts });

  const health = new Health();
  const stopWatching = watchSubgraphs(health, supergraph.subgraphs, executors);
  const http = createHttpServer({ logger, health, metrics: createMetrics({ service: 'gateway' }) });
  graphql.register(http);
  registerGraphiql(http);
  const rows = mountRest(http, { schema: federation.schema(), execute: graphql.execute, logger });
  registerDocuments(http, { rows });

  return {
    name: 'gateway',
    http,
    health,
    execute: graphql.execute,
    start: async () => {},
    stop: async () => {
      await graphql.stop();
      await Promise.all([federation.close(), stopWatching()]);
    },
  };
}
