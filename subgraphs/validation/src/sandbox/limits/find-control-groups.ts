import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ControlGroups, type GroupLimits, type Hierarchy } from './control-groups.js';

/** The texts of /proc/self/mountinfo and /proc/self/cgroup. */
export interface GroupFiles {
  readonly mounts: string;
  readonly own: string;
}

/** The launcher's own processes are in the group too. */
const processesOf = ({ processes }: GroupLimits) => String(processes + 8);

/** Groups beneath the service's own, where the kernel and its rights allow it; `undefined` elsewhere. */
export function findControlGroups(): ControlGroups | undefined {
  const files: GroupFiles = {
    mounts: readFileSync('/proc/self/mountinfo', 'utf8'),
    own: readFileSync('/proc/self/cgroup', 'utf8'),
  };
  const groups = [findVersion2(files), findVersion1(files)].find((found) => found && isUsable(found));
  groups?.sweep();
  return groups;
}

/** Version 2: one hierarchy for all. */
export function findVersion2({ mounts, own }: GroupFiles): ControlGroups | undefined {
  const mount = mountPointOf(mounts, (type) => type === 'cgroup2');
  const path = own.match(/^0::(.*)$/m)?.[1];
  if (mount === undefined || path === undefined) return undefined;
  const hierarchy: Hierarchy = {
    parent: join(mount, path),
    settings: (limits) => ({ 'memory.max': String(limits.memoryBytes), 'pids.max': processesOf(limits) }),
  };
  return new ControlGroups('cgroup v2', [hierarchy], { file: 'memory.events', pattern: /^oom_kill [1-9]/m });
}

/** Version 1: a hierarchy for each controller. */
export function findVersion1(files: GroupFiles): ControlGroups | undefined {
  const memory = findParent(files, 'memory');
  const pids = findParent(files, 'pids');
  if (memory === undefined || pids === undefined) return undefined;
  const hierarchies: readonly Hierarchy[] = [
    { parent: memory, settings: ({ memoryBytes }) => ({ 'memory.limit_in_bytes': String(memoryBytes) }) },
    { parent: pids, settings: (limits) => ({ 'pids.max': processesOf(limits) }) },
  ];
  return new ControlGroups('cgroup v1', hierarchies, { file: 'memory.oom_control', pattern: /^oom_kill [1-9]/m });
}

function findParent({ mounts, own }: GroupFiles, controller: string): string | undefined {
  const mount = mountPointOf(mounts, (type, options) => type === 'cgroup' && options.includes(controller));
  const path = own.match(new RegExp(`^\\d+:(?:[^:]*,)?${controller}(?:,[^:]*)?:(.*)$`, 'm'))?.[1];
  if (mount === undefined || path === undefined) return undefined;
  // In a container the path is the host's, and the mount already shows the service's own group.
  return existsSync(join(mount, path)) ? join(mount, path) : mount;
}

function isUsable(groups: ControlGroups): boolean {
  try {
    void groups.create({ memoryBytes: 64 * 1024 * 1024, processes: 8 }).remove();
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
