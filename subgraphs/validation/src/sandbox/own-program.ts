import { fileURLToPath } from 'node:url';
import { findBuiltFolder } from './built-folder.js';
import { inside, type SandboxMount, type SandboxRun } from './sandbox.js';

const home = '/opt/skillwright';

/** A program of ours that runs in the sandbox: `entry` is its file in this service's `dist`, without the ending. */
export function ownProgram(
  entry: string,
  { heapMegabytes }: { readonly heapMegabytes: number },
): Required<Pick<SandboxRun, 'argv' | 'mounts'>> {
  return {
    argv: [inside.node, `--max-old-space-size=${heapMegabytes}`, `${home}/dist/${entry}.js`],
    mounts: [{ source: findBuiltFolder(), target: `${home}/dist` }, manifest],
  };
}

/** Says that the files beside it are ES modules. */
const manifest: SandboxMount = {
  source: fileURLToPath(new URL('../../package.json', import.meta.url)),
  target: `${home}/package.json`,
};
