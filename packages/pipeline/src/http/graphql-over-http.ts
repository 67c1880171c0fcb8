import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { temporaryHeaders, type Logger } from '@skillwright/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { buildSchema } from 'graphql';
import type { Pipeline } from '../pipeline.js';
import { checkNesting, maxTokens, type RequestText } from '../stages/receive-request.js';
import { toApolloLogger } from './apollo-logger.js';
import {
  answerMediaType,
  legacyStatusPlugin,
  formatProtocolError,
  identifyErrors,
  runThrough,
  subscriptionPlugin,
  type HttpContext,
} from './apollo-plugins.js';

export interface GraphQLOverHttpOptions {
  readonly pipeline: Pipeline;
  readonly logger: Logger;
}

/** Answers a subscription by a stream. */
export type StreamAnswer = (operation: RequestText) => Promise<void>;

/** The door for GraphQL over HTTP. */
export interface GraphQLOverHttp {
  /**
   * Answers one GET, HEAD or POST request. A subscription is given to `stream`, if the client accepts one, and refused
   * otherwise.
   */
  answer(request: FastifyRequest, reply: FastifyReply, stream?: StreamAnswer): Promise<FastifyReply | void>;
  stop(): Promise<void>;
}

/**
 * Creates the door for GraphQL over HTTP. Apollo Server serves the protocol: it reads requests, keeps persisted queries
 * and parsed documents, refuses requests that a page of another origin could send without a preflight, and negotiates
 * the form of the answer. It executes nothing: every operation goes through the pipeline.
 */
export async function createGraphQLOverHttp({ pipeline, logger }: GraphQLOverHttpOptions): Promise<GraphQLOverHttp> {
  const server = new ApolloServer<HttpContext>({
    // The schema is empty, so that nothing can be executed outside the pipeline. The pipeline also validates.
    schema: buildSchema('type Query { nothing: Boolean }'),
    dangerouslyDisableValidation: true,
    logger: toApolloLogger(logger),
    // Only selects compact JSON without stack traces.
    nodeEnv: 'production',
    introspection: true,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    formatError: formatProtocolError,
    plugins: [
      runThrough(pipeline),
      identifyErrors(logger),
      subscriptionPlugin,
      legacyStatusPlugin,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();
  return {
    answer: async (request, reply, stream) => {
      checkNesting(documentOf(request));
      let subscription: RequestText | undefined;
      const context: HttpContext = {
        caller: request.caller,
        accept: request.headers.accept,
        onSubscription: (operation) => (subscription = operation),
      };
      const response = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method === 'HEAD' ? 'GET' : request.method,
          headers: headerMap({ ...request.headers, accept: answerMediaType(request.headers.accept) }),
          search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
          body: request.body,
        },
        context: async () => context,
      });
      if (stream && subscription) return stream(subscription);
      for (const [name, value] of response.headers) reply.header(name, value);
      if (response.body.kind !== 'complete') throw new TypeError('the pipeline does not answer incrementally');
      const status = response.status ?? 200;
      return reply.status(status).headers(temporaryHeaders(status)).send(response.body.string);
    },
    stop: () => server.stop(),
  };
}

/** Returns the text of the document in a request, as far as there is one. Apollo Server checks the request's shape. */
function documentOf({ method, body, query }: FastifyRequest): string {
  const from = (method === 'POST' ? body : query) as { readonly query?: unknown } | null | undefined;
  return typeof from?.query === 'string' ? from.query : '';
}

function headerMap(headers: FastifyRequest['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
