import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createLogger, toFormattedGraphQLError, type GraphQLExecutor } from '@skillwright/service';
import { behavesAsEngine } from '@skillwright/testing/engine-contract';
import { execute, parse, type GraphQLSchema } from 'graphql';
import { createApolloEngine } from './create-apollo-engine.js';

describe('the engine of @apollo/gateway', () => {
  behavesAsEngine(async (typeDefs, resolvers) => {
    const url = 'http://things.example/graphql';
    const { supergraphSdl, errors } = composeServices([{ name: 'things', url, typeDefs: parse(typeDefs) }]);
    if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
    const schema = buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never });
    return createApolloEngine({
      supergraph: { sdl: supergraphSdl, subgraphs: [{ name: 'things', url }] },
      executors: { things: executorOf(schema) },
      extendSchema: (same) => same,
      subgraphTimeoutMs: 10_000,
      requestTimeoutMs: 10_000,
      logger: createLogger({ service: 'test', level: 'silent' }),
    });
  });
});

function executorOf(schema: GraphQLSchema): GraphQLExecutor {
  return async ({ document, variables }) => {
    const { data, errors } = await execute({ schema, document, variableValues: { ...variables } });
    return {
      data: data ?? null,
      ...(errors && { errors: errors.map((error) => toFormattedGraphQLError(error.toJSON(), error)) }),
    };
  };
}
