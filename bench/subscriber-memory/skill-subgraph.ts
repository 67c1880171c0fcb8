import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { skillTypeDefs } from '@skillwright/contracts/skill';
import { parse } from 'graphql';

// The process of a skill subgraph that has every skill and counts the fetches of them.
let fetches = 0;
const resolvers = {
  Query: {
    skill: (_: unknown, { id }: { id: string }) => {
      fetches += 1;
      return { id, name: 'a-skill', version: '1.0.0' };
    },
  },
};
const schema = buildSubgraphSchema([{ typeDefs: parse(skillTypeDefs), resolvers: resolvers as never }]);
const server = new ApolloServer({ schema, plugins: [ApolloServerPluginInlineTraceDisabled()] });
await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: Number(process.argv[2]) } });

process.on('message', () => process.send?.(fetches));
