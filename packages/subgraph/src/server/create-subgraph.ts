import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/index.js';
import { ScopeRules, createGraphQLOverHttp, createPipeline, graphqlMediaTypes } from '@skillwright/pipeline';
import type { GraphQLExecutor, Logger } from '@skillwright/service';
import type { FastifyInstance } from 'fastify';
import { parse } from 'graphql';
import type { ResolverContext } from './resolver-context.js';
import { scalars } from './scalars.js';
import { createSubgraphEngine } from './subgraph-engine.js';

/** Above the public limit of 8 MiB: an archive reaches a subgraph as base64 in JSON. */
const bodyLimitBytes = 16 * 1024 * 1024;

/**
 * Above the limits of the gateway: a fetch of a query plan also selects keys, and fields that other subgraphs require.
 */
const limits = { depth: 32, rootFields: 100, fields: 20_000, cost: 1_000_000 };

/** Above the bound of the gateway, which reads an answer from several fetches of this size at most. */
const answerValues = 200_000;

export interface SubgraphOptions {
  /** The text of `schema.graphql`. */
  readonly typeDefs: string;
  /** Resolvers by type. DateTime and JSON are built in. */
  readonly resolvers: object;
  /** Whether callers need the scopes that the schema asks for; false by default. */
  readonly secured?: boolean;
  readonly logger: Logger;
}

export interface Subgraph {
  /** Executes an operation in process, through the same stages as over HTTP. */
  readonly execute: GraphQLExecutor;
  /** Adds `POST /graphql` (GraphQL over HTTP) to a server. Call it once, before the server listens. */
  register(http: FastifyInstance): void;
  stop(): Promise<void>;
}

/** Creates one subgraph of the federation. Throws if the resolvers do not fit the schema. */
export async function createSubgraph({ typeDefs, resolvers, secured, logger }: SubgraphOptions): Promise<Subgraph> {
  const document = parse(typeDefs);
  const declared = new Set(
    document.definitions.flatMap((node) => (node.kind === 'ScalarTypeDefinition' ? [node.name.value] : [])),
  );
  const builtIn = Object.fromEntries(Object.entries(scalars).filter(([name]) => declared.has(name)));
  const schema = buildSubgraphSchema([
    { typeDefs: document, resolvers: { ...builtIn, ...resolvers } as GraphQLResolverMap<ResolverContext> },
  ]);
  const scopeRules = secured ? ScopeRules.read([document]) : undefined;
  const engine = createSubgraphEngine(schema, { answerValues });
  const pipeline = createPipeline({ engine, scopeRules, limits, logger });
  const door = await createGraphQLOverHttp({ pipeline, logger });

  return {
    execute: pipeline.execute,
    register: (http) => {
      const config = { produces: graphqlMediaTypes };
      http.post('/graphql', { bodyLimit: bodyLimitBytes, config }, (request, reply) => door.answer(request, reply));
    },
    stop: () => door.stop(),
  };
}
