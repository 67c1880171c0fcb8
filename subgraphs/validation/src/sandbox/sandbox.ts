import type { Writable } from 'node:stream';

/** The limits of one run. A run that exceeds one is killed, and the result's `reason` names the limit. */
export interface SandboxLimits {
  /** From start to end; 0 for none: the caller then kills by its own clock. */
  readonly wallMs: number;
  /** Of each process; 0 for no bound. */
  readonly cpuSeconds: number;
  /** Of all processes together. */
  readonly memoryBytes: number;
  readonly processes: number;
  /** Of standard output; 0 for none. */
  readonly outputBytes: number;
  /** Of standard error, of which only the end is kept; 4 MiB unless given. */
  readonly errorBytes?: number;
  /** Of the files under /work. */
  readonly workBytes: number;
}

/** A folder or file of ours that the run sees read-only. */
export interface SandboxMount {
  readonly source: string;
  /** Absolute, inside the sandbox. */
  readonly target: string;
}

export interface SandboxRun {
  /** The program and its arguments, as paths inside the sandbox. */
  readonly argv: readonly string[];
  readonly mounts?: readonly SandboxMount[];
  readonly limits: SandboxLimits;
  /** Kills the run. */
  readonly signal?: AbortSignal;
}

/** Why a run ended: by itself, by a limit, by its caller, or because a listener refused its output. */
export type SandboxReason = 'exited' | 'wall' | 'memory' | 'output' | 'refused' | 'aborted' | 'killed' | 'not-started';

export interface SandboxExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly reason: SandboxReason;
  /** The message of the listener that refused the output. */
  readonly refusal?: string | undefined;
  /** The end of standard error, without control characters. */
  readonly errorOutput: string;
  readonly durationMs: number;
}

/** A program that runs in the sandbox, talked to through its standard input and output. */
export interface SandboxProcess {
  readonly input: Writable;
  /** Calls back with each chunk of standard output. A listener that throws refuses it: the run ends, and nothing follows. */
  onOutput(listener: (chunk: Buffer) => void): void;
  /** Ends the program and everything it started; its further output is dropped. */
  kill(): void;
  /** Never rejects. */
  readonly exited: Promise<SandboxExit>;
}

export interface SandboxResult {
  readonly exit: Pick<SandboxExit, 'code' | 'signal'>;
  readonly output: string;
  readonly errorOutput: string;
  readonly reason: SandboxReason;
  readonly durationMs: number;
}

/** The parts of a sandbox on this machine, for the start-up report and the health report. */
export interface SandboxDescription {
  readonly implementation: 'bubblewrap' | 'util-linux';
  /** Whether a seccomp program narrows the system calls. */
  readonly seccomp: boolean;
  /** The mechanism that bounds the memory of all processes of a run together. */
  readonly memory: 'cgroup v1' | 'cgroup v2' | 'watched';
}

/**
 * Runs a program on untrusted input: no network, no file of the host beyond the system's programs and the mounts,
 * no environment, its own processes, bounded in every resource. /work and /tmp can be written and end with the run.
 */
export interface Sandbox {
  readonly description: SandboxDescription;
  /** Starts a program that is talked to. */
  start(run: SandboxRun): SandboxProcess;
  /** Gives the program its whole input and collects its output. Resolves however the program ends. */
  run(run: SandboxRun & { readonly input?: string | Buffer }): Promise<SandboxResult>;
}

/** Where things lie inside the sandbox. */
export const inside = {
  node: '/opt/node/bin/node',
  work: '/work',
  /** The installation's packages for our own code: nothing in the project can shadow them. */
  ownModules: '/opt/node_modules',
  /** The same packages for the project. */
  projectModules: '/work/node_modules',
} as const;
