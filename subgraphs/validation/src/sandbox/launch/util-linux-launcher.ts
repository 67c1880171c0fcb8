import { dirname } from 'node:path';
import { inside, type SandboxLimits } from '../sandbox.js';
import { confine, sharedMemoryBytes, temporaryBytes, type LaunchCommand, type Launcher } from './launcher.js';
import { isOnWork, type Layout, type LayoutMount } from './layout.js';
import { findMountPoint } from './mount-point.js';
import { shellQuote } from './shell-quote.js';

/** Isolates with programs of every Linux: unshare makes the namespaces, a script builds the root, setpriv drops all rights. */
export class UtilLinuxLauncher implements Launcher {
  readonly implementation = 'util-linux';
  readonly seccomp = false;

  constructor(private readonly unshare: string) {}

  command(program: readonly string[], layout: Layout, limits: SandboxLimits): LaunchCommand {
    const script = createRootScript(layout, limits);
    const argv = [
      this.unshare,
      ...['--user', '--map-root-user', '--mount', '--pid', '--net', '--ipc', '--uts', '--cgroup'],
      ...['--fork', '--kill-child=SIGKILL', '/bin/sh', '-c', script, 'sandbox', ...confine(program, layout, limits)],
    ];
    return { argv, descriptors: [] };
  }
}

const devices = ['null', 'zero', 'full', 'random', 'urandom'];

/** The script that turns a fresh mount namespace into the layout and becomes its arguments, without any capability. */
export function createRootScript(layout: Layout, limits: SandboxLimits): string {
  const root = findMountPoint(layout.mounts.map(({ source }) => source));
  const lines = [
    'set -eu',
    'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
    `mount -t tmpfs -o size=1m,mode=755,nosuid,nodev root ${root}`,
    `cd ${root}`,
    'mkdir -p usr etc proc dev tmp work opt old',
    ...layout.mounts.filter((mount) => !isOnWork(mount)).map(bind),
    ...layout.links.map(({ path, to }) => `ln -s ${shellQuote(to)} ${shellQuote(`.${path}`)}`),
    ...layout.texts.map(({ path, content }) => `printf %s ${shellQuote(content)} > ${shellQuote(`.${path}`)}`),
    'mount -t proc -o nosuid,nodev,noexec proc proc',
    'mount -t tmpfs -o size=64k,mode=755,nosuid,noexec dev dev',
    ...devices.map((name) => `: > dev/${name}; mount --bind /dev/${name} dev/${name}`),
    'ln -s /proc/self/fd dev/fd; ln -s fd/0 dev/stdin; ln -s fd/1 dev/stdout; ln -s fd/2 dev/stderr',
    'mkdir dev/shm',
    `mount -t tmpfs -o size=${sharedMemoryBytes},mode=1777,nosuid,nodev,noexec shm dev/shm`,
    `mount -t tmpfs -o size=${temporaryBytes},mode=1777,nosuid,nodev tmp tmp`,
    `mount -t tmpfs -o size=${limits.workBytes},nr_inodes=100000,mode=755,nosuid,nodev work work`,
    ...layout.mounts.filter(isOnWork).map(bind),
    'mount -o remount,bind,ro,nosuid,noexec dev',
    // The network namespace has a loopback of its own, down; whichever tool this Linux has raises it.
    'ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null || perl -e ' +
      `${shellQuote(raiseLoopbackInPerl)} 2>/dev/null || true`,
    'hostname sandbox 2>/dev/null || true',
    'pivot_root . old',
    'umount -l /old',
    'rmdir /old',
    'echo 0 > /proc/sys/user/max_user_namespaces',
    'mount -o remount,bind,ro,nosuid,nodev /',
    `cd ${inside.work}`,
    'exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all -- "$@"',
  ];
  return lines.join('\n');
}

/** socket(AF_INET, SOCK_DGRAM), then SIOCSIFFLAGS with IFF_UP and IFF_RUNNING. */
const raiseLoopbackInPerl = 'socket(S,2,2,0); ioctl(S,0x8914,pack("a16sx22","lo",0x41)) or exit 1';

function bind({ source, target, isFolder, flags }: LayoutMount): string {
  const at = shellQuote(`.${target}`);
  const makePoint = isFolder ? `mkdir -p ${at}` : `mkdir -p ${shellQuote(`.${dirname(target)}`)}; : > ${at}`;
  return `${makePoint}; mount --bind ${shellQuote(source)} ${at}; mount -o remount,bind,${flags} ${at}`;
}
