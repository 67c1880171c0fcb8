import type { SandboxDescription, SandboxLimits } from '../sandbox.js';
import { nodeLibraries, type Layout } from './layout.js';

/** A command line that starts an isolated program, and the contents of its descriptors 3 and up. */
export interface LaunchCommand {
  readonly argv: readonly string[];
  readonly descriptors: readonly Buffer[];
}

/** One way to isolate a program: turns a layout and a program into a command line of the host. */
export interface Launcher {
  readonly implementation: SandboxDescription['implementation'];
  readonly seccomp: boolean;
  command(program: readonly string[], layout: Layout, limits: SandboxLimits): LaunchCommand;
}

/** Sizes of the writable folders besides /work. */
export const temporaryBytes = 64 * 1024 * 1024;
export const sharedMemoryBytes = 16 * 1024 * 1024;

/** The program with its environment and its limits set from within, where they count for this sandbox alone. */
export function confine(program: readonly string[], layout: Layout, limits: SandboxLimits): string[] {
  return [
    '/usr/bin/env',
    '-i',
    'PATH=/opt/node/bin:/usr/bin:/bin',
    ...(layout.mounts.some(({ target }) => target.startsWith(nodeLibraries))
      ? [`LD_LIBRARY_PATH=${nodeLibraries}`]
      : []),
    'HOME=/work',
    'TMPDIR=/tmp',
    'LANG=C.UTF-8',
    'CI=1',
    '/usr/bin/prlimit',
    `--nproc=${limits.processes}`,
    ...(limits.cpuSeconds > 0 ? [`--cpu=${limits.cpuSeconds}`] : []),
    `--fsize=${64 * 1024 * 1024}`,
    '--nofile=1024',
    '--core=0',
    `--data=${limits.memoryBytes}`,
    '--msgqueue=0',
    '--memlock=65536',
    '--',
    ...program,
  ];
}
