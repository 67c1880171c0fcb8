import { execFileSync } from 'node:child_process';
import { inside, type SandboxLimits } from '../sandbox.js';
import { BubblewrapLauncher } from './bubblewrap-launcher.js';
import { enterSandbox } from './entry.js';
import type { Layout } from './layout.js';
import { readOnlyFlags } from './mount-flags.js';
import { findMountPoint } from './mount-point.js';
import { shellQuote } from './shell-quote.js';
import { makeReachable } from './reachable-layout.js';
import { createRootScript } from './util-linux-launcher.js';

const limits: SandboxLimits = {
  ...{ wallMs: 1_000, cpuSeconds: 3, memoryBytes: 1_000_000 },
  ...{ processes: 7, outputBytes: 1, workBytes: 4_096 },
};

const mount = (source: string, target: string) => ({ source, target, isFolder: true, flags: 'ro,nosuid,nodev' });
const layout: Layout = {
  mounts: [
    mount("/home/o'neil/node_modules", inside.ownModules),
    mount("/home/o'neil/node_modules", inside.projectModules),
  ],
  links: [{ path: '/bin', to: 'usr/bin' }],
  texts: [{ path: '/etc/hosts', content: '127.0.0.1 localhost\n' }],
};

describe('the flags of a read-only mount', () => {
  const info = [
    '21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
    '30 21 0:26 / /home rw,nosuid,nodev,noexec,noatime shared:9 - ext4 /dev/vdb rw',
    '31 30 0:27 / /home/with\\040blank rw,nodiratime - ext4 /dev/vdc rw',
  ].join('\n');

  it.each([
    ['/usr/bin', 'ro,nosuid,nodev,relatime'],
    ['/home/user', 'ro,nosuid,nodev,noexec,noatime'],
    ['/homework', 'ro,nosuid,nodev,relatime'],
    ['/home/with blank/x', 'ro,nosuid,nodev,nodiratime'],
  ])('of %s keep what the mount beneath has locked', (path, flags) => {
    expect(readOnlyFlags(path, info)).toBe(flags);
  });
});

describe('a folder to mount over', () => {
  it('hides nothing that is needed', () => {
    expect(findMountPoint(['/mnt/data/x', '/media'], () => true)).toBe('/srv');
    expect(findMountPoint(['/mntx'], () => true)).toBe('/mnt');
  });

  it('is missed with a sentence', () => {
    expect(() => findMountPoint([], () => false)).toThrow('no free folder');
  });
});

describe('a word of the shell', () => {
  it.each(["it's", '$(id)', '`id`', 'a b\nc', '\\', "''"])('is %j again when the shell reads it', (text) => {
    expect(execFileSync('/bin/sh', ['-c', `printf %s ${shellQuote(text)}`]).toString()).toBe(text);
  });
});

describe('entering a sandbox', () => {
  it('gives root up for a user that is nobody else, before anything is isolated', () => {
    const users = Array.from({ length: 20 }, () => enterSandbox(['x'], { isRoot: true, groups: [], prefix: [] })).map(
      (command) => command.find((word) => word.startsWith('--reuid=')),
    );
    expect(new Set(users).size).toBe(20);
    expect(users.every((user) => Number(user?.slice(8)) >= 0x2000_0000)).toBe(true);
  });

  it('joins its groups first, while it still may', () => {
    const command = enterSandbox(['isolate'], { isRoot: true, groups: ['/g/cgroup.procs'], prefix: ['bind', '--'] });
    expect(command.indexOf('/g/cgroup.procs')).toBeLessThan(command.indexOf('bind'));
    expect(command.indexOf('bind')).toBeLessThan(command.indexOf('/usr/bin/setpriv'));
    expect(command.at(-1)).toBe('isolate');
  });

  it('keeps an ordinary user who it is', () => {
    const command = enterSandbox(['x'], { isRoot: false, groups: [], prefix: [] });
    expect(command.join(' ')).not.toContain('reuid');
    expect(command).toContain('--no-new-privs');
  });
});

describe('staging', () => {
  it('is not needed where everybody can read', () => {
    expect(makeReachable(layout, () => true)).toEqual({ layout, prefix: [] });
  });

  it('moves hidden folders to where a user without rights reaches them, each once', () => {
    const reachable = makeReachable(layout, () => false);
    expect(reachable.layout.mounts.map(({ source }) => source)).toEqual(['/mnt/0', '/mnt/0']);
    expect(reachable.prefix.filter((word) => word.includes("o'neil"))).toHaveLength(1);
  });
});

describe('the command lines', () => {
  it('of bubblewrap put the packages on top of the writable folder and set limits from within', () => {
    const { argv, descriptors } = new BubblewrapLauncher('/usr/bin/bwrap', 'x64').command(['prog'], layout, limits);
    const line = argv.join(' ');
    expect(line.indexOf('--tmpfs /work')).toBeLessThan(line.indexOf(inside.projectModules));
    expect(line).toMatch(/--remount-ro \/ --seccomp 4 -- \/usr\/bin\/env -i .*--nproc=7 --cpu=3 .*-- prog$/);
    expect(descriptors).toHaveLength(2);
  });

  it('of bubblewrap do without seccomp where there is no program for the machine', () => {
    const launcher = new BubblewrapLauncher('/usr/bin/bwrap', 'riscv64');
    expect(launcher.seccomp).toBe(false);
    expect(launcher.command(['prog'], layout, limits).argv).not.toContain('--seccomp');
  });

  it('of util-linux quote what comes from outside and end without any capability', () => {
    const script = createRootScript(layout, limits);
    expect(script).toContain("mount --bind '/home/o'\\''neil/node_modules' './opt/node_modules'");
    expect(script).toContain('size=4096,nr_inodes=');
    expect(script.split('\n').at(-1)).toMatch(/^exec setpriv .*--bounding-set=-all/);
    expect(() => execFileSync('/bin/sh', ['-n', '-c', script])).not.toThrow();
  });
});
