import { inside, type SandboxLimits, type SandboxMount } from '../sandbox.js';
import { createSeccompProgram } from '../seccomp/seccomp-program.js';
import { confine, sharedMemoryBytes, temporaryBytes, type LaunchCommand, type Launcher } from './launcher.js';
import { isOnWork, type Layout } from './layout.js';

const firstDescriptor = 3;

/** Isolates with bubblewrap: namespaces of every kind, a root of its own and a seccomp program. */
export class BubblewrapLauncher implements Launcher {
  readonly implementation = 'bubblewrap';
  readonly seccomp: boolean;
  private readonly filter: Buffer | undefined;

  constructor(
    private readonly bwrap: string,
    machine: string = process.arch,
  ) {
    this.filter = createSeccompProgram(machine);
    this.seccomp = this.filter !== undefined;
  }

  command(program: readonly string[], layout: Layout, limits: SandboxLimits): LaunchCommand {
    const texts = layout.texts.flatMap(({ path }, index) => ['--file', String(firstDescriptor + index), path]);
    const filter = this.filter ? ['--seccomp', String(firstDescriptor + layout.texts.length)] : [];
    const argv = [
      this.bwrap,
      ...['--unshare-all', '--unshare-user', '--disable-userns', '--uid', '1000', '--gid', '1000'],
      ...['--die-with-parent', '--new-session', '--as-pid-1', '--hostname', 'sandbox', '--clearenv'],
      ...layout.mounts.filter((mount) => !isOnWork(mount)).flatMap(bind),
      ...layout.links.flatMap(({ path, to }) => ['--symlink', to, path]),
      ...texts,
      ...['--symlink', '/proc/self/mounts', '/etc/mtab', '--proc', '/proc', '--dev', '/dev'],
      ...['--size', String(sharedMemoryBytes), '--tmpfs', '/dev/shm', '--remount-ro', '/dev'],
      ...['--size', String(temporaryBytes), '--tmpfs', '/tmp'],
      ...['--size', String(limits.workBytes), '--tmpfs', inside.work],
      ...layout.mounts.filter(isOnWork).flatMap(bind),
      ...['--chdir', inside.work, '--remount-ro', '/', ...filter, '--'],
      ...confine(program, layout, limits),
    ];
    const descriptors = layout.texts.map(({ content }) => Buffer.from(content));
    return { argv, descriptors: this.filter ? [...descriptors, this.filter] : descriptors };
  }
}

function bind({ source, target }: SandboxMount): string[] {
  return ['--ro-bind', source, target];
}
