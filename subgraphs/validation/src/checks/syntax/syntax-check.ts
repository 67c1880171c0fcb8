import type { FileCheck } from '../check.js';
import { typescript } from '../types/types-check.js';

/** Whether JavaScript and TypeScript can be parsed. A file that cannot is reported once, and goes to no later check. */
export const syntaxCheck: FileCheck = {
  name: 'SYNTAX',
  kind: 'file',
  isAlwaysRun: true,
  tools: [typescript],
  load: async () => (await import('./find-syntax-error.js')).loadedSyntaxCheck,
};
