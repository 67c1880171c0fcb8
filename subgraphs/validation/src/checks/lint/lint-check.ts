import type { FileCheck } from '../check.js';

/** ESLint's and typescript-eslint's recommended rules. */
export const lintCheck: FileCheck = {
  name: 'LINT',
  kind: 'file',
  tools: [{ name: 'eslint', packageName: 'eslint' }],
  load: async () => (await import('./eslint.js')).loadedLintCheck,
};
