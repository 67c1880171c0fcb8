import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inside, type SandboxMount, type SandboxRun } from './sandbox.js';

const home = '/opt/skillwright';

/**
 * A program of ours that runs in the sandbox: `entry` is its file without the ending, `folder` the one (with what it
 * imports) that is mounted. From sources it is run through tsx, as everything then is.
 */
export function ownProgram(
  entry: URL,
  folder: URL,
  { heapMegabytes }: { heapMegabytes: number },
): Pick<SandboxRun, 'argv' | 'mounts'> {
  const isSource = import.meta.url.endsWith('.ts');
  const source = fileURLToPath(folder).replace(/\/$/, '');
  const file = `${fileURLToPath(entry)}${isSource ? '.ts' : '.js'}`;
  const target = `${home}/${basename(source)}`;
  return {
    argv: [
      inside.node,
      `--max-old-space-size=${heapMegabytes}`,
      ...(isSource ? ['--import', `file://${inside.ownModules}/tsx/dist/loader.mjs`] : []),
      `${target}${file.slice(source.length)}`,
    ],
    mounts: [{ source, target }, manifest],
  };
}

/** Says that the files beside it are ES modules. */
const manifest: SandboxMount = {
  source: fileURLToPath(new URL('../../package.json', import.meta.url)),
  target: `${home}/package.json`,
};
