import { tsImport } from 'tsx/esm/api';

// A worker thread of Node 20 takes no `--import`, so it registers the loader of TypeScript by itself.
export const { check, render } = await tsImport('./template-worker.ts', import.meta.url);
