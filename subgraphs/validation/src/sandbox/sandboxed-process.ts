import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { findInheritedDescriptors } from './launch/inherited-descriptors.js';
import type { ControlGroup } from './limits/control-groups.js';
import { ownBytesOfTree, watchMemory } from './limits/watch-memory.js';
import type { SandboxExit, SandboxLimits, SandboxProcess, SandboxReason } from './sandbox.js';

const errorOutputBytes = 16 * 1024;
/** Streams that stay open after the program's end are given up. */
const closeMs = 3_000;

export interface SandboxedProcessOptions {
  readonly argv: readonly string[];
  readonly descriptors: readonly Buffer[];
  readonly limits: SandboxLimits;
  readonly signal: AbortSignal | undefined;
  readonly group: ControlGroup | undefined;
}

/** Spawns an isolating command line, and ends it with all it started when a limit is passed or the caller says so. */
export function startSandboxedProcess(options: SandboxedProcessOptions): SandboxProcess {
  const { argv, descriptors, limits, signal, group } = options;
  const [file = '', ...args] = argv;
  const startedAt = performance.now();
  const nothing = openSync('/dev/null', 'r');
  const stdio = stdioWith(descriptors.length, nothing);
  const child = spawn(file, args, { cwd: '/', env: {}, detached: true, stdio });
  closeSync(nothing);
  const input = child.stdin as Writable;
  const output = child.stdout as Readable;
  const errorOutput = keepEnd(child.stderr as Readable, errorOutputBytes);
  // A program that ends without reading its input is no fault of ours.
  input.on('error', () => undefined);
  giveDescriptors(child, descriptors);

  let reason: SandboxReason | undefined;
  const end = (because: SandboxReason) => {
    if (reason !== undefined) return;
    reason = because;
    killGroup(child);
  };

  let outputBytes = 0;
  const listeners: ((chunk: Buffer) => void)[] = [];
  output.on('data', (chunk: Buffer) => {
    outputBytes += chunk.length;
    if (limits.outputBytes > 0 && outputBytes > limits.outputBytes) return end('output');
    listeners.forEach((listener) => listener(chunk));
  });

  const wall = limits.wallMs > 0 ? setTimeout(() => end('wall'), limits.wallMs) : undefined;
  const stopWatching = watchMemory(
    // The kernel ends one process of a group that ran out of memory; the run ends with it.
    () => (group ? group.ranOutOfMemory() : ownBytesOfTree(child.pid ?? 0) > limits.memoryBytes),
    () => end('memory'),
  );
  const onAbort = () => end('aborted');
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();

  const exited = closed(child).then(async ({ code, exitSignal, startError }): Promise<SandboxExit> => {
    clearTimeout(wall);
    stopWatching();
    signal?.removeEventListener('abort', onAbort);
    reason ??= startError ? 'not-started' : reasonOf(code, exitSignal, group);
    await group?.remove();
    return {
      code,
      signal: exitSignal,
      reason,
      errorOutput: startError ? startError.message : errorOutput(),
      durationMs: performance.now() - startedAt,
    };
  });
  return { input, onOutput: (listener) => void listeners.push(listener), kill: () => end('killed'), exited };
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
    child.once('error', (startError) => resolve({ code: null, exitSignal: null, startError }));
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

/** The launcher leads a process group; what it isolated dies with it. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** Pipes for the standard streams and `extra` more; whatever else would be passed on becomes `nothing`. */
function stdioWith(extra: number, nothing: number): StdioOptions {
  const stdio: ('pipe' | 'ignore' | number)[] = Array.from({ length: 3 + extra }, () => 'pipe' as const);
  for (const descriptor of findInheritedDescriptors()) {
    while (stdio.length <= descriptor) stdio.push('ignore');
    if (stdio[descriptor] === 'ignore') stdio[descriptor] = nothing;
  }
  return stdio;
}

function giveDescriptors(child: ChildProcess, contents: readonly Buffer[]): void {
  contents.forEach((content, index) => {
    const pipe = child.stdio[3 + index] as Writable;
    pipe.on('error', () => undefined);
    pipe.end(content);
  });
}

function keepEnd(stream: Readable, bytes: number): () => string {
  let kept = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk]).subarray(-bytes);
  });
  return () => kept.toString('utf8');
}
