import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PartStatus } from '@skillwright/service';
import { IsolatingSandbox, type IsolatingSandboxParts } from './isolating-sandbox.js';
import { BubblewrapLauncher } from './launch/bubblewrap-launcher.js';
import type { Launcher } from './launch/launcher.js';
import { findToolchain } from './launch/toolchain.js';
import { UtilLinuxLauncher } from './launch/util-linux-launcher.js';
import { findControlGroups } from './limits/find-control-groups.js';
import { findFault } from './probe.js';
import type { Sandbox, SandboxDescription } from './sandbox.js';

export type Implementation = SandboxDescription['implementation'];

/** The sandbox that works on this machine, and one sentence for each better implementation that does not. */
export interface FoundSandbox {
  readonly sandbox: Sandbox | undefined;
  readonly faults: readonly string[];
}

/** From the better to the plainer. */
const implementations: readonly Implementation[] = ['bubblewrap', 'util-linux'];

/** Tries the implementations in turn, each with a real run, and takes the first that isolates as promised. */
export async function findSandbox(wanted: readonly Implementation[] = implementations): Promise<FoundSandbox> {
  const faults: string[] = [];
  for (const implementation of wanted) {
    const sandbox = createSandbox(implementation);
    const fault = typeof sandbox === 'string' ? sandbox : await findFault(sandbox);
    if (fault === undefined && typeof sandbox !== 'string') return { sandbox, faults };
    faults.push(`${implementation}: ${fault}`);
  }
  return { sandbox: undefined, faults };
}

/** The sandbox as a part of `/readyz`. A machine without isolation is not an outage: reports then end in ERROR and say why. */
export function sandboxStatus({ sandbox, faults }: FoundSandbox): PartStatus {
  return { status: 'up', ...(sandbox ? sandbox.description : { implementation: 'none' }), faults };
}

/** A sandbox of this implementation, untried; a sentence where its programs are not installed. */
export function createSandbox(
  implementation: Implementation,
  parts?: Partial<IsolatingSandboxParts>,
): Sandbox | string {
  if (process.platform !== 'linux') return 'it needs Linux.';
  const missing = ['setpriv', 'prlimit', 'unshare'].filter((name) => findProgram(name) === undefined);
  if (missing.length > 0) return `${missing.join(', ')} (package util-linux) cannot be found.`;
  const launcher = createLauncher(implementation);
  if (!launcher) return 'bwrap (package bubblewrap) cannot be found.';
  return new IsolatingSandbox({
    launcher,
    toolchain: findToolchain(),
    controlGroups: findControlGroups(),
    isRoot: process.getuid?.() === 0,
    ...parts,
  });
}

function createLauncher(implementation: Implementation): Launcher | undefined {
  const program = findProgram(implementation === 'bubblewrap' ? 'bwrap' : 'unshare');
  if (program === undefined) return undefined;
  return implementation === 'bubblewrap' ? new BubblewrapLauncher(program) : new UtilLinuxLauncher(program);
}

function findProgram(name: string): string | undefined {
  const folders = ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
