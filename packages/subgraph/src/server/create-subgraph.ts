import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/index.js';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { readRequestHeaders, toFormattedGraphQLError, type GraphQLExecutor, type Logger } from '@skillwright/service';
import type { FastifyInstance } from 'fastify';
import { parse, type GraphQLSchema } from 'graphql';
import { errorPlugin } from './error-plugin.js';
import { resolvedOperationPlugin } from './resolved-operation-plugin.js';
import { createRequestContext, type RequestContext } from './request-context.js';
import { scalars } from './scalars.js';

/** A body over the public limit of 8 MiB can reach a subgraph: an archive travels as base64 inside JSON. */
const bodyLimitBytes = 16 * 1024 * 1024;

/** The most tokens that a query may have; the largest of ours has a few hundred. */
const maxTokens = 10_000;

export interface SubgraphOptions {
  /** The text of `schema.graphql`. */
  readonly typeDefs: string;
  /** Resolvers by type; DateTime and JSON come built in. */
  readonly resolvers: object;
  readonly logger: Logger;
}

export interface Subgraph {
  readonly schema: GraphQLSchema;
  /** Executes in process, with the same errors and limits as over HTTP. */
  readonly execute: GraphQLExecutor;
  /** Adds `POST /graphql` (GraphQL over HTTP) to the server. Call once, before it listens. */
  register(http: FastifyInstance): Promise<void>;
  stop(): Promise<void>;
}

/** Builds one subgraph of the federation. Throws when schema and resolvers do not fit. */
export async function createSubgraph({ typeDefs, resolvers, logger }: SubgraphOptions): Promise<Subgraph> {
  const document = parse(typeDefs);
  const declared = new Set(
    document.definitions.flatMap((node) => (node.kind === 'ScalarTypeDefinition' ? [node.name.value] : [])),
  );
  const builtIn = Object.fromEntries(Object.entries(scalars).filter(([name]) => declared.has(name)));
  const schema = buildSubgraphSchema([
    { typeDefs: document, resolvers: { ...builtIn, ...resolvers } as GraphQLResolverMap<RequestContext> },
  ]);
  const server = new ApolloServer<RequestContext>({
    schema,
    logger,
    // Decides nothing but compact JSON and no stack traces; introspection stays on.
    nodeEnv: 'production',
    introspection: true,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    formatError: (formatted, error) => toFormattedGraphQLError(formatted, error, ''),
    plugins: [errorPlugin, resolvedOperationPlugin, ApolloServerPluginInlineTraceDisabled()],
  });
  await server.start();

  return {
    schema,
    execute: async ({ query, operationName, variables, headers }) => {
      const contextValue = createRequestContext(readRequestHeaders(headers ?? {}), logger);
      const { body } = await server.executeOperation(
        { query, ...(operationName === undefined ? {} : { operationName }), variables: { ...variables } },
        { contextValue },
      );
      if (body.kind !== 'single') throw new TypeError('a subgraph does not answer incrementally');
      return body.singleResult;
    },
    register: async (http) => {
      const handler = fastifyApolloHandler(server, {
        context: async (request) =>
          createRequestContext({ ...readRequestHeaders(request.headers), requestId: request.id }, logger),
      });
      http.post('/graphql', { bodyLimit: bodyLimitBytes }, handler);
    },
    stop: () => server.stop(),
  };
}
