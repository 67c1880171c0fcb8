import type { FileCheck } from '../check.js';

/** Whether each file is as Prettier would write it. */
export const formatCheck: FileCheck = {
  name: 'FORMAT',
  kind: 'file',
  tools: [{ name: 'prettier', packageName: 'prettier' }],
  load: async () => (await import('./check-format.js')).loadedFormatCheck,
};
