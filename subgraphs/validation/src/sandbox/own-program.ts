import { fileURLToPath } from 'node:url';
import { findBuiltFolder } from './built-folder.js';
import { inside, type SandboxMount, type SandboxRun } from './sandbox.js';

const home = '/opt/skillwright';

/** The command and mounts of one of this service's own programs: `entry` is its file in `dist`, without the ending. */
export function ownProgram(
  entry: string,
  { heapMegabytes }: { readonly heapMegabytes: number },
): Required<Pick<SandboxRun, 'argv' | 'mounts'>> {
  return {
    argv: [inside.node, `--max-old-space-size=${heapMegabytes}`, `${home}/dist/${entry}.js`],
    mounts: [{ source: findBuiltFolder(), target: `${home}/dist` }, manifest],
  };
}

/** Makes the files beside it ES modules. */
const manifest: SandboxMount = {
  source: fileURLToPath(new URL('../../package.json', import.meta.url)),
  target: `${home}/package.json`,
};
