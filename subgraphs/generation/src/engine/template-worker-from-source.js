import { tsImport } from 'tsx/esm/api';

// A worker thread of Node 20 does not accept `--import`, so this file registers the loader of TypeScript.
export const { check, render } = await tsImport('./template-worker.ts', import.meta.url);
