import { tsImport } from 'tsx/esm/api';

// A worker thread of Node 20 takes no `--import`, so from sources it loads TypeScript by itself. Built code does without.
export const { check, render } = await tsImport('./template-worker.ts', import.meta.url);
