import type { ProjectCheck, Tool } from '../check.js';

export const typescript: Tool = { name: 'typescript', packageName: 'typescript' };

/** The compiler's findings, by the project's own tsconfig.json or the house's options. */
export const typesCheck: ProjectCheck = {
  name: 'TYPES',
  kind: 'project',
  tools: [typescript],
  load: async () => (await import('./check-types.js')).loadedTypesCheck,
};
