import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SandboxLimits } from '../sandbox.js';

/** The kernel's bounds on one run as a whole. */
export interface ControlGroup {
  /** The files that a process writes its id to, in order to join. */
  readonly joinFiles: readonly string[];
  /** Whether the kernel ended a process of the group for its memory. */
  ranOutOfMemory(): boolean;
  remove(): Promise<void>;
}

export interface ControlGroups {
  readonly version: 'cgroup v1' | 'cgroup v2';
  create(name: string, limits: SandboxLimits): ControlGroup;
}

type Limits = Pick<SandboxLimits, 'memoryBytes' | 'processes'>;

/** Where groups can be made: beneath the service's own, where the kernel and its rights allow it; `undefined` elsewhere. */
export function findControlGroups(
  files = { mounts: readFileSync('/proc/self/mountinfo', 'utf8'), own: readFileSync('/proc/self/cgroup', 'utf8') },
): ControlGroups | undefined {
  const versions = [() => findVersion2(files), () => findVersion1(files)];
  return versions.map((find) => find()).find((groups) => groups !== undefined && isUsable(groups));
}

function findVersion2({ mounts, own }: { mounts: string; own: string }): ControlGroups | undefined {
  const mount = mountPointOf(mounts, (type) => type === 'cgroup2');
  const path = own.match(/^0::(.*)$/m)?.[1];
  if (mount === undefined || path === undefined) return undefined;
  const parent = join(mount, path);
  return {
    version: 'cgroup v2',
    create: (name, limits) =>
      createGroup([join(parent, name)], (folder) => writeVersion2(folder, limits), {
        file: 'memory.events',
        pattern: /^oom_kill [1-9]/m,
      }),
  };
}

function writeVersion2(folder: string, limits: Limits): void {
  writeFileSync(join(folder, 'memory.max'), String(limits.memoryBytes));
  writeFileSync(join(folder, 'pids.max'), String(limits.processes + launchersOwn));
  if (existsSync(join(folder, 'memory.swap.max'))) writeFileSync(join(folder, 'memory.swap.max'), '0');
}

function findVersion1({ mounts, own }: { mounts: string; own: string }): ControlGroups | undefined {
  const parents = ['memory', 'pids'].map((controller) => {
    const mount = mountPointOf(mounts, (type, options) => type === 'cgroup' && options.includes(controller));
    const path = own.match(new RegExp(`^\\d+:(?:[^:]*,)?${controller}(?:,[^:]*)?:(.*)$`, 'm'))?.[1];
    if (mount === undefined || path === undefined) return undefined;
    // In a container the path is the host's, and the mount already shows the service's own group.
    return existsSync(join(mount, path)) ? join(mount, path) : mount;
  });
  const [memory, pids] = parents;
  if (memory === undefined || pids === undefined) return undefined;
  return {
    version: 'cgroup v1',
    create: (name, limits) =>
      createGroup(
        [join(memory, name), join(pids, name)],
        (folder) => {
          if (folder.startsWith(memory))
            writeFileSync(join(folder, 'memory.limit_in_bytes'), String(limits.memoryBytes));
          else writeFileSync(join(folder, 'pids.max'), String(limits.processes + launchersOwn));
        },
        { file: 'memory.oom_control', pattern: /^oom_kill [1-9]/m },
      ),
  };
}

/** The processes of the launcher itself are in the group too. */
const launchersOwn = 8;

function createGroup(
  folders: readonly string[],
  writeLimits: (folder: string) => void,
  outOfMemory: { file: string; pattern: RegExp },
): ControlGroup {
  const made: string[] = [];
  try {
    for (const folder of folders) {
      mkdirSync(folder);
      made.push(folder);
      writeLimits(folder);
      accessSync(join(folder, 'cgroup.procs'), constants.W_OK);
    }
  } catch (error) {
    made.forEach((folder) => rmdirSync(folder));
    throw error;
  }
  return {
    joinFiles: folders.map((folder) => join(folder, 'cgroup.procs')),
    ranOutOfMemory: () => outOfMemory.pattern.test(readFileSync(join(folders[0] ?? '', outOfMemory.file), 'utf8')),
    remove: async () => {
      await Promise.all(folders.map(removeGroup));
    },
  };
}

/** A group can be removed once the kernel has buried its last process, which takes a moment after the kill. */
async function removeGroup(folder: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY') return;
      await wait(20);
    }
  }
}

function isUsable(groups: ControlGroups): boolean {
  try {
    const trial = groups.create(`skillwright-trial-${process.pid}`, {
      ...{ wallMs: 0, cpuSeconds: 0, outputBytes: 0, workBytes: 0 },
      ...{ memoryBytes: 64 * 1024 * 1024, processes: 8 },
    });
    void trial.remove();
    return true;
  } catch {
    return false;
  }
}

function mountPointOf(mounts: string, matches: (type: string, options: string[]) => boolean): string | undefined {
  for (const line of mounts.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [type = '', , options = ''] = after.split(' ');
    if (matches(type, options.split(','))) return before.split(' ')[4];
  }
  return undefined;
}
