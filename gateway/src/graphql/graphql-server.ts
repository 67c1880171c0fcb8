import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { readRequestHeaders, type GraphQLExecutor, type Logger } from '@skillwright/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { graphiqlPath, wantsPage } from '../graphiql/register-graphiql.js';
import { limitsPlugin, maxTokens } from '../limits/limits-plugin.js';
import { toApolloLogger } from './apollo-logger.js';
import { createContext, type GatewayContext } from './context.js';
import { formatError } from './format-error.js';
import { errorPlugin, legacyStatusPlugin, noSubscriptionsPlugin, resolvedOperationPlugin } from './plugins.js';

export interface GraphQLServerOptions {
  readonly gateway: GatewayInterface;
  readonly requestTimeoutMs: number;
  readonly logger: Logger;
}

/** Answers a request of GraphQL over SSE. */
export type StreamHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export interface GraphQLServer {
  /** Executes without HTTP, with the same limits and errors. */
  readonly execute: GraphQLExecutor;
  /** Adds `GET` and `POST /graphql` (GraphQL over HTTP); `streams` takes those that ask for server-sent events. */
  register(http: FastifyInstance, streams?: StreamHandler): void;
  stop(): Promise<void>;
}

/** Apollo Server over the federation. Throws where the supergraph cannot be loaded. */
export async function createGraphQLServer(options: GraphQLServerOptions): Promise<GraphQLServer> {
  const { gateway, logger, requestTimeoutMs } = options;
  const server = new ApolloServer<GatewayContext>({
    gateway,
    logger: toApolloLogger(logger),
    // Decides nothing but compact JSON and no stack traces; introspection stays on.
    nodeEnv: 'production',
    introspection: true,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    formatError,
    plugins: [
      errorPlugin,
      legacyStatusPlugin,
      resolvedOperationPlugin,
      noSubscriptionsPlugin,
      limitsPlugin,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const signal = clientSignal(request, reply);
    const headers = { ...readRequestHeaders(request.headers), requestId: request.id };
    const response = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headerMap(request.headers),
        search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
        body: request.body,
      },
      context: async () => createContext(headers, { logger, requestTimeoutMs, signal }),
    });
    for (const [name, value] of response.headers) reply.header(name, value);
    if (response.body.kind !== 'complete') throw new TypeError('the gateway does not answer incrementally');
    return reply.status(response.status ?? 200).send(response.body.string);
  };

  return {
    execute: async ({ query, operationName, variables, headers }) => {
      const { body } = await server.executeOperation(
        { query, ...(operationName !== undefined && { operationName }), variables: { ...variables } },
        { contextValue: createContext(readRequestHeaders(headers ?? {}), { logger, requestTimeoutMs }) },
      );
      if (body.kind !== 'single') throw new TypeError('the gateway does not answer incrementally');
      return body.singleResult;
    },
    register: (http, streams) => {
      http.route({
        method: ['GET', 'POST'],
        url: '/graphql',
        handler: async (request, reply) => {
          if (request.method === 'GET' && wantsPage(request)) return reply.redirect(graphiqlPath);
          if (streams && wantsEventStream(request)) return streams(request, reply);
          return answer(request, reply);
        },
      });
    },
    stop: () => server.stop(),
  };
}

/** Whether a request asks for GraphQL over SSE. */
function wantsEventStream({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? '').includes('text/event-stream');
}

/** Aborted when the client goes away before its answer was sent. */
function clientSignal(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new Error(`the client of request ${request.id} is gone`));
  });
  return controller.signal;
}

function headerMap(headers: FastifyRequest['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
