import { buildSubgraphSchema } from '@apollo/subgraph';
import { behavesAsEngine } from '@skillwright/testing/engine-contract';
import { parse } from 'graphql';
import { createSubgraphEngine } from './subgraph-engine.js';

describe('the engine of a subgraph', () => {
  behavesAsEngine(async (typeDefs, resolvers) =>
    createSubgraphEngine(buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never })),
  );
});
