import { toFileContent } from '@skillwright/rules';
import type { MutationResolvers } from '../generated/resolvers.js';
import { generateFeature } from './generate-feature.js';
import { generateProject } from './generate-project.js';
import type { GenerateParts, GenerateResult } from './generate-parts.js';

/** The resolvers of the mutations. */
export function createGenerateResolvers(parts: GenerateParts) {
  return {
    Mutation: {
      generateProject: async (_parent, { input }, context) =>
        toPayload(await generateProject(parts, input, context.caller)),
      generateFeature: async (_parent, { input }, context) =>
        toPayload(await generateFeature(parts, input, context.caller)),
    } satisfies MutationResolvers,
  };
}

function toPayload(result: GenerateResult) {
  if ('project' in result) return result;
  return {
    files: result.files.map(({ path, executable, bytes }) => ({ path, executable, ...toFileContent(bytes) })),
  };
}
