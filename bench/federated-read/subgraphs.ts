import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { generationTypeDefs } from '@skillwright/contracts/generation';
import { skillTypeDefs } from '@skillwright/contracts/skill';
import { validationTypeDefs } from '@skillwright/contracts/validation';
import { parse } from 'graphql';
import { connectionOf, projectsOf, reportOf, skills, templatesOf } from './library.js';

// The process of the three subgraphs: Skillwright's schemas over data in memory, so that the gateways dominate the
// figures.
interface ById {
  readonly id: string;
}

const resolvers = {
  skill: {
    Query: { skills: () => connectionOf(skills) },
    Skill: { __resolveReference: ({ id }: ById) => skills.find((skill) => skill.id === id) },
  },
  generation: {
    Skill: {
      __resolveReference: ({ id }: ById) => ({ id }),
      templates: ({ id }: ById) => templatesOf(id),
      projects: ({ id }: ById) => connectionOf(projectsOf(id)),
    },
  },
  validation: {
    Project: { __resolveReference: ({ id }: ById) => ({ id }), latestReport: ({ id }: ById) => reportOf(id) },
  },
};

const typeDefs = { skill: skillTypeDefs, generation: generationTypeDefs, validation: validationTypeDefs };
const ports = process.argv.slice(2).map(Number);
for (const [index, name] of (['skill', 'generation', 'validation'] as const).entries()) {
  const schema = buildSubgraphSchema([{ typeDefs: parse(typeDefs[name]), resolvers: resolvers[name] as never }]);
  const server = new ApolloServer({ schema, plugins: [ApolloServerPluginInlineTraceDisabled()] });
  await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: ports[index] ?? 0 } });
}
