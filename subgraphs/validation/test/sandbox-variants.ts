import { createSandbox, type Implementation } from '../src/sandbox/find-sandbox.js';
import type { IsolatingSandboxParts } from '../src/sandbox/isolating-sandbox.js';
import { BubblewrapLauncher } from '../src/sandbox/launch/bubblewrap-launcher.js';
import type { Launcher } from '../src/sandbox/launch/launcher.js';
import { UtilLinuxLauncher } from '../src/sandbox/launch/util-linux-launcher.js';
import type { Sandbox } from '../src/sandbox/sandbox.js';
import { installed } from './installed-sandboxes.js';

const isRoot = process.getuid?.() === 0;

/** The launcher as it runs where the service belongs to an ordinary user. */
function asOrdinaryUser(launcher: Launcher): Launcher {
  const drop = ['/usr/bin/setpriv', '--reuid=54321', '--regid=54321', '--clear-groups', '--'];
  return {
    implementation: launcher.implementation,
    seccomp: launcher.seccomp,
    command: (program, layout, runLimits) => {
      const { argv, descriptors } = launcher.command(program, layout, runLimits);
      return { argv: [...drop, ...argv], descriptors };
    },
  };
}

const ordinary = (launcher: Launcher): Partial<IsolatingSandboxParts> =>
  isRoot ? { launcher: asOrdinaryUser(launcher), isRoot: false, controlGroups: undefined } : {};

const all: readonly [string, Implementation, Partial<IsolatingSandboxParts>][] = [
  ['bubblewrap, of an ordinary user', 'bubblewrap', ordinary(new BubblewrapLauncher('/usr/bin/bwrap'))],
  ['util-linux, of an ordinary user', 'util-linux', ordinary(new UtilLinuxLauncher('/usr/bin/unshare'))],
  ...(isRoot
    ? ([
        ['bubblewrap, of root', 'bubblewrap', {}],
        ['util-linux, of root', 'util-linux', {}],
      ] as [string, Implementation, Partial<IsolatingSandboxParts>][])
    : []),
];

/** Each sandbox that can be had on this machine, with its title, as an ordinary user and, where the tests are root's, as root. */
export const sandboxVariants: readonly [title: string, create: () => Sandbox][] = all
  .filter(([, implementation]) => installed.includes(implementation))
  .map(([title, implementation, parts]) => [
    title,
    () => {
      const created = createSandbox(implementation, parts);
      if (typeof created === 'string') throw new Error(created);
      return created;
    },
  ]);
