import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { Writable, type Readable } from 'node:stream';
import { messageOf } from '@skillwright/service';
import { findInheritedDescriptors } from './launch/inherited-descriptors.js';
import type { ControlGroup } from './limits/control-groups.js';
import { ownBytesOfTree, watchMemory } from './limits/watch-memory.js';
import type { SandboxExit, SandboxLimits, SandboxProcess, SandboxReason } from './sandbox.js';

/** Kept of standard error, from its end. */
const keptErrorBytes = 16 * 1024;
const defaultErrorBytes = 4 * 1024 * 1024;
/** Streams that stay open after the program's end are given up. */
const closeMs = 3_000;

export interface SandboxedProcessOptions {
  readonly argv: readonly string[];
  readonly descriptors: readonly Buffer[];
  readonly limits: SandboxLimits;
  readonly signal: AbortSignal | undefined;
  readonly group: ControlGroup | undefined;
}

/**
 * Spawns an isolating command line, and ends it with all it started when a limit is passed, a listener refuses its output
 * or the caller says so. Nothing that the program does or writes throws here: `exited` never rejects.
 */
export function startSandboxedProcess(options: SandboxedProcessOptions): SandboxProcess {
  try {
    return watchProcess(spawnIsolated(options), options);
  } catch (error) {
    return notStarted(error as Error, options.group);
  }
}

/** Throws where the system refuses a process, or a descriptor for it, at once. */
function spawnIsolated({ argv, descriptors }: SandboxedProcessOptions): ChildProcess {
  const [file = '', ...args] = argv;
  const nothing = openSync('/dev/null', 'r');
  try {
    const stdio = stdioWith(descriptors.length, nothing);
    return spawn(file, args, { cwd: '/', env: {}, detached: true, stdio });
  } finally {
    closeSync(nothing);
  }
}

function notStarted({ message }: Error, group: ControlGroup | undefined): SandboxProcess {
  const exit = { code: null, signal: null, reason: 'not-started', refusal: undefined } as const;
  const exited = async (): Promise<SandboxExit> => {
    await group?.remove();
    return { ...exit, errorOutput: message, durationMs: 0 };
  };
  return { input: noInput(), onOutput: () => undefined, kill: () => undefined, exited: exited() };
}

function watchProcess(child: ChildProcess, options: SandboxedProcessOptions): SandboxProcess {
  const { descriptors, limits, signal, group } = options;
  const startedAt = performance.now();
  const ended = closed(child);

  let reason: SandboxReason | undefined;
  let refusal: string | undefined;
  const end = (because: SandboxReason) => {
    if (reason !== undefined) return;
    reason = because;
    killGroup(child);
  };
  // A program that ends without reading its input is no fault, and a broken stream ends with its program. Where the
  // process could not be spawned for want of descriptors, there are no streams.
  child.stdio.forEach((stream) => stream?.on('error', () => undefined));
  giveDescriptors(child, descriptors);

  let outputBytes = 0;
  const listeners: ((chunk: Buffer) => void)[] = [];
  child.stdout?.on('data', (chunk: Buffer) => {
    if (reason !== undefined) return;
    outputBytes += chunk.length;
    if (limits.outputBytes > 0 && outputBytes > limits.outputBytes) return end('output');
    try {
      listeners.forEach((listener) => listener(chunk));
    } catch (error) {
      refusal = messageOf(error);
      end('refused');
    }
  });
  const errorOutput = keepEnd(child.stderr, limits.errorBytes ?? defaultErrorBytes, () => end('output'));

  const wall = limits.wallMs > 0 ? setTimeout(() => end('wall'), limits.wallMs) : undefined;
  const stopWatching = watchMemory(
    // The kernel ends one process of a group that ran out of memory; the run ends with it.
    () => (group ? group.ranOutOfMemory() : ownBytesOfTree(child.pid ?? 0) > limits.memoryBytes),
    () => end('memory'),
  );
  const onAbort = () => end('aborted');
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();

  const exited = ended.then(async ({ code, exitSignal, startError }): Promise<SandboxExit> => {
    clearTimeout(wall);
    stopWatching();
    signal?.removeEventListener('abort', onAbort);
    reason ??= startError ? 'not-started' : reasonOf(code, exitSignal, group);
    await group?.remove();
    return {
      ...{ code, signal: exitSignal, reason, refusal },
      errorOutput: startError ? startError.message : errorOutput(),
      durationMs: performance.now() - startedAt,
    };
  });
  return {
    input: child.stdin ?? noInput(),
    onOutput: (listener) => void listeners.push(listener),
    kill: () => end('killed'),
    exited,
  };
}

function reasonOf(code: number | null, signal: NodeJS.Signals | null, group: ControlGroup | undefined): SandboxReason {
  if (group?.ranOutOfMemory()) return 'memory';
  // The launcher tells of its program's end by SIGKILL as a shell does.
  return signal === 'SIGKILL' || code === 128 + 9 ? 'killed' : 'exited';
}

interface Closed {
  readonly code: number | null;
  readonly exitSignal: NodeJS.Signals | null;
  readonly startError?: Error;
}

function closed(child: ChildProcess): Promise<Closed> {
  return new Promise((resolve) => {
    child.on('error', (startError) => resolve({ code: null, exitSignal: null, startError }));
    child.once('exit', (code, exitSignal) => {
      const late = setTimeout(() => {
        child.stdio.forEach((stream) => stream?.destroy());
        resolve({ code, exitSignal });
      }, closeMs);
      child.once('close', () => {
        clearTimeout(late);
        resolve({ code, exitSignal });
      });
    });
  });
}

/** The launcher leads a process group, and the isolated program dies with the launcher. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Pipes for the standard streams and `extra` more; every other descriptor that a child would inherit becomes `nothing`. */
function stdioWith(extra: number, nothing: number): StdioOptions {
  const stdio: ('pipe' | 'ignore' | number)[] = Array.from({ length: 3 + extra }, () => 'pipe' as const);
  for (const descriptor of findInheritedDescriptors()) {
    while (stdio.length <= descriptor) stdio.push('ignore');
    if (stdio[descriptor] === 'ignore') stdio[descriptor] = nothing;
  }
  return stdio;
}

function giveDescriptors(child: ChildProcess, contents: readonly Buffer[]): void {
  contents.forEach((content, index) => (child.stdio[3 + index] as Writable | null | undefined)?.end(content));
}

/** The input of a process that could not be started: takes everything and keeps nothing. */
function noInput(): Writable {
  return new Writable({ write: (_chunk, _encoding, taken) => taken() });
}

/** Collects the end of standard error, as text without control characters. */
function keepEnd(stream: Readable | null, maxBytes: number, onTooMuch: () => void): () => string {
  let kept = Buffer.alloc(0);
  let bytes = 0;
  stream?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) return onTooMuch();
    kept = Buffer.concat([kept, chunk]).subarray(-keptErrorBytes);
  });
  return () => kept.toString('utf8').replace(/[^\P{Cc}\n\t]/gu, '');
}
