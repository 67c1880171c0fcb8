import { fileURLToPath } from 'node:url';
import { findBuiltFolder } from './built-folder.js';
import { inside, type SandboxMount, type SandboxRun } from './sandbox.js';

const home = '/opt/skillwright';

/**
 * The command and mounts of one of this service's own programs: `entry` is its file in `dist`, without the ending.
 * `nodeOptions` are given to Node.
 */
export function ownProgram(
  entry: string,
  nodeOptions: readonly string[],
): Required<Pick<SandboxRun, 'argv' | 'mounts'>> {
  return {
    argv: [inside.node, ...nodeOptions, ownFile(entry)],
    mounts: [{ source: findBuiltFolder(), target: `${home}/dist` }, manifest],
  };
}

/** The path inside the sandbox of a file in `dist`, given without its ending. */
export function ownFile(entry: string): string {
  return `${home}/dist/${entry}.js`;
}

/** Makes the files beside it ES modules. */
const manifest: SandboxMount = {
  source: fileURLToPath(new URL('../../package.json', import.meta.url)),
  target: `${home}/package.json`,
};
