import { toFileContent } from '@skillwright/rules';
import type { MutationResolvers } from '../generated/resolvers.js';
import { generateFeature } from './generate-feature.js';
import { generateProject } from './generate-project.js';
import type { Generated, Generation } from './generation.js';

/** The mutations of the schema. */
export function createGenerationResolvers(generation: Generation) {
  return {
    Mutation: {
      generateProject: async (_parent, { input }, context) =>
        toPayload(await generateProject(generation, input, context)),
      generateFeature: async (_parent, { input }, context) =>
        toPayload(await generateFeature(generation, input, context)),
    } satisfies MutationResolvers,
  };
}

function toPayload(generated: Generated) {
  if ('project' in generated) return generated;
  return {
    files: generated.files.map(({ path, executable, bytes }) => ({ path, executable, ...toFileContent(bytes) })),
  };
}
