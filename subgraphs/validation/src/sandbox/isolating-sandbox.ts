import { enterSandbox } from './launch/entry.js';
import type { Launcher } from './launch/launcher.js';
import { createLayout } from './launch/layout.js';
import { makeReachable } from './launch/reachable-layout.js';
import type { Toolchain } from './launch/toolchain.js';
import type { ControlGroups } from './limits/control-groups.js';
import type { Sandbox, SandboxDescription, SandboxProcess, SandboxResult, SandboxRun } from './sandbox.js';
import { startSandboxedProcess } from './sandboxed-process.js';

export interface IsolatingSandboxParts {
  readonly launcher: Launcher;
  readonly toolchain: Toolchain;
  /** `undefined` where none can be made: memory is then watched. */
  readonly controlGroups: ControlGroups | undefined;
  readonly isRoot: boolean;
}

/** A sandbox of a launcher's isolation and the limits that are the same for all launchers. */
export class IsolatingSandbox implements Sandbox {
  readonly description: SandboxDescription;

  constructor(private readonly parts: IsolatingSandboxParts) {
    this.description = {
      implementation: parts.launcher.implementation,
      seccomp: parts.launcher.seccomp,
      memory: parts.controlGroups?.version ?? 'watched',
    };
  }

  start(run: SandboxRun): SandboxProcess {
    const { launcher, toolchain, controlGroups, isRoot } = this.parts;
    const whole = createLayout(toolchain, run.mounts ?? []);
    const { layout, prefix } = isRoot ? makeReachable(whole) : { layout: whole, prefix: [] };
    const { argv, descriptors } = launcher.command(run.argv, layout, run.limits);
    const group = controlGroups?.create(run.limits);
    return startSandboxedProcess({
      argv: enterSandbox(argv, { isRoot, groups: group?.joinFiles ?? [], prefix }),
      descriptors,
      limits: run.limits,
      signal: run.signal,
      group,
    });
  }

  async run(run: SandboxRun & { readonly input?: string | Buffer }): Promise<SandboxResult> {
    const child = this.start(run);
    const chunks: Buffer[] = [];
    child.onOutput((chunk) => void chunks.push(chunk));
    child.input.end(run.input ?? '');
    const { code, signal, reason, errorOutput, durationMs } = await child.exited;
    return { exit: { code, signal }, output: Buffer.concat(chunks).toString('utf8'), errorOutput, reason, durationMs };
  }
}
