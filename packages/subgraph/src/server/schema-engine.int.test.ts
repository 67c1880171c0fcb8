import { buildSubgraphSchema } from '@apollo/subgraph';
import { behavesAsEngine } from '@skillwright/testing/engine-contract';
import { parse } from 'graphql';
import { createSchemaEngine } from './schema-engine.js';

describe('the engine of a subgraph', () => {
  behavesAsEngine(async (typeDefs, resolvers) =>
    createSchemaEngine(buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never })),
  );
});
