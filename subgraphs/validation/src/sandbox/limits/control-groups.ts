import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from '@skillwright/locks';
import type { SandboxLimits } from '../sandbox.js';
import { readOrEmpty } from './read-or-empty.js';

/** The kernel's bounds on one run as a whole. */
export interface ControlGroup {
  /** The files that a process writes its id to, in order to join. */
  readonly joinFiles: readonly string[];
  /** Whether the kernel ended a process of the group for its memory. */
  ranOutOfMemory(): boolean;
  remove(): Promise<void>;
}

/** A folder of the kernel in which groups can be made, and the settings of a new one, by file name. */
export interface Hierarchy {
  readonly parent: string;
  settings(limits: GroupLimits): Readonly<Record<string, string>>;
}

export type GroupLimits = Pick<SandboxLimits, 'memoryBytes' | 'processes'>;

const prefix = 'skillwright';

/** Makes a group for each run, in every hierarchy that bounds something. The first knows of memory. */
export class ControlGroups {
  constructor(
    readonly version: 'cgroup v1' | 'cgroup v2',
    private readonly hierarchies: readonly Hierarchy[],
    private readonly outOfMemory: { readonly file: string; readonly pattern: RegExp },
  ) {}

  /** Throws where the kernel or its rights do not allow it; nothing is left then. */
  create(limits: GroupLimits): ControlGroup {
    const name = `${prefix}-${process.pid}-${randomUUID()}`;
    const made: string[] = [];
    try {
      for (const { parent, settings } of this.hierarchies) {
        const folder = join(parent, name);
        mkdirSync(folder);
        made.push(folder);
        for (const [file, value] of Object.entries(settings(limits))) writeFileSync(join(folder, file), value);
        accessSync(join(folder, 'cgroup.procs'), constants.W_OK);
      }
    } catch (error) {
      made.forEach((folder) => rmdirSync(folder));
      throw error;
    }
    const { file, pattern } = this.outOfMemory;
    return {
      joinFiles: made.map((folder) => join(folder, 'cgroup.procs')),
      ranOutOfMemory: () => pattern.test(readOrEmpty(join(made[0] ?? '', file))),
      remove: async () => {
        await Promise.all(made.map(removeGroup));
      },
    };
  }

  /** Removes the groups of processes that were killed before they could. */
  sweep(): void {
    for (const { parent } of this.hierarchies) {
      for (const name of readdirSync(parent)) {
        const [ours, owner] = name.split('-');
        if (ours === prefix && !isAlive(Number(owner))) tryRemove(join(parent, name));
      }
    }
  }
}

/** Waits until the last process of the group is gone, which takes a moment after the kill, and removes the group. */
async function removeGroup(folder: string): Promise<void> {
  for (let attempt = 0; attempt < 100 && !tryRemove(folder); attempt += 1) await wait(20);
}

/** False while there are processes in it. */
function tryRemove(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EBUSY';
  }
}
