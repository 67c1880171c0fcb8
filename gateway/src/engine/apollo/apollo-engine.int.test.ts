import { composeServices } from '@apollo/composition';
import { createLogger } from '@skillwright/service';
import { createSubgraph } from '@skillwright/subgraph';
import { answerValues, behavesAsEngine } from '@skillwright/pipeline/test/engine-contract';
import { parse } from 'graphql';
import { createApolloEngine } from './create-apollo-engine.js';

describe('the engine of @apollo/gateway', () => {
  behavesAsEngine(async (typeDefs, resolvers) => {
    const url = 'http://things.example/graphql';
    const { supergraphSdl, errors } = composeServices([{ name: 'things', url, typeDefs: parse(typeDefs) }]);
    if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
    const logger = createLogger({ service: 'test', level: 'silent' });
    const subgraph = await createSubgraph({ typeDefs, resolvers, logger });
    return createApolloEngine({
      supergraph: { sdl: supergraphSdl, subgraphs: [{ name: 'things', url }] },
      executors: { things: subgraph.execute },
      extendSchema: (same) => same,
      subgraphTimeoutMs: 10_000,
      requestTimeoutMs: 10_000,
      answerValues,
      logger,
    });
  });
});
