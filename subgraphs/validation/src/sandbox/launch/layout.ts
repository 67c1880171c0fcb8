import { lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { inside, type SandboxMount } from '../sandbox.js';
import { readOnlyFlags } from './mount-flags.js';
import type { Toolchain } from './toolchain.js';

export interface LayoutMount extends SandboxMount {
  readonly isFolder: boolean;
  /** The options of its read-only remount. */
  readonly flags: string;
}

/** The file system that a run sees, but for /proc, /dev and the folders it may write in. */
export interface Layout {
  /** All read-only. */
  readonly mounts: readonly LayoutMount[];
  readonly links: readonly { readonly path: string; readonly to: string }[];
  readonly texts: readonly { readonly path: string; readonly content: string }[];
}

/** Where Node's own shared libraries lie inside, beside its binary as in its installation. */
export const nodeLibraries = '/opt/node/lib';

// Not all of /usr: an administrator may keep private files in /usr/local or /usr/src.
const systemFolders = [
  ...['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libexec', 'share'].map((name) => `/usr/${name}`),
  ...['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/etc/alternatives', '/etc/ld.so.cache'],
];

const texts = [
  { path: '/etc/passwd', content: 'root:x:0:0:root:/work:/bin/sh\nsandbox:x:1000:1000:sandbox:/work:/bin/sh\n' },
  { path: '/etc/group', content: 'root:x:0:\nsandbox:x:1000:\n' },
  { path: '/etc/hosts', content: '127.0.0.1 localhost sandbox\n::1 localhost\n' },
];

/** Lays out the system's programs, Node, the packages and `mounts`. */
export function createLayout(toolchain: Toolchain, mounts: readonly SandboxMount[]): Layout {
  const system = systemFolders.map((path) => ({ path, kind: kindOf(path) }));
  const mountInfo = readFileSync('/proc/self/mountinfo', 'utf8');
  return {
    mounts: [
      ...system.filter(({ kind }) => kind === 'present').map(({ path }) => ({ source: path, target: path })),
      { source: toolchain.nodeBinary, target: inside.node },
      ...toolchain.nodeLibraries.map((source) => ({ source, target: `${nodeLibraries}/${basename(source)}` })),
      { source: toolchain.nodeModules, target: inside.ownModules },
      { source: toolchain.nodeModules, target: inside.projectModules },
      ...mounts,
    ].map((mount) => ({
      ...mount,
      isFolder: statSync(mount.source).isDirectory(),
      flags: readOnlyFlags(mount.source, mountInfo),
    })),
    links: system.filter(({ kind }) => kind === 'link').map(({ path }) => ({ path, to: readlinkSync(path) })),
    texts,
  };
}

/** Whether `mount` lies on the writable /work, and so comes after it. */
export function isOnWork({ target }: SandboxMount): boolean {
  return target.startsWith(`${inside.work}/`);
}

function kindOf(path: string): 'present' | 'link' | 'absent' {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return 'absent';
  return stat.isSymbolicLink() ? 'link' : 'present';
}
