import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { projectFolder } from './write-project.js';

const keptBytes = 8 * 1024;
const maxRecordBytes = 16 * 1024 * 1024;

export interface ChildOptions {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
  readonly timeoutMs: number;
}

export interface ChildEnd {
  /** Its output on descriptor 3. */
  readonly records: string;
  /** The end of its standard output and standard error. */
  readonly printed: string;
  /** How it ended, in words. */
  readonly ending: string;
  readonly isClean: boolean;
}

/** Runs Node on the project in a process group of its own, which ends with it. */
export async function runChild({ args, env, input, timeoutMs }: ChildOptions): Promise<ChildEnd> {
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: projectFolder,
    env: { ...process.env, NODE_ENV: 'test', ...env },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const printed: Buffer[] = [];
  const records: Buffer[] = [];
  let recordBytes = 0;
  const keepPrinted = (chunk: Buffer) => {
    printed.push(chunk);
    while (printed.length > 1 && printed.reduce((sum, { length }) => sum + length, 0) > 2 * keptBytes) printed.shift();
  };
  // A broken stream ends with its program. Where the process could not be spawned for want of descriptors, there are none.
  child.stdio.forEach((stream) => stream?.on('error', () => undefined));
  child.stdout?.on('data', keepPrinted);
  child.stderr?.on('data', keepPrinted);
  (child.stdio[3] as Readable | undefined)?.on('data', (chunk: Buffer) => {
    recordBytes += chunk.length;
    if (recordBytes <= maxRecordBytes) records.push(chunk);
  });
  child.stdin?.end(input);

  let isLate = false;
  const kill = () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // Already gone.
    }
  };
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, timeoutMs);
  const { code, signal, startError } = await new Promise<ProcessEnd>((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, startError: error });
    });
    child.once('exit', (exitCode, exitSignal) => {
      // Processes that it left running would hold the pipes open.
      kill();
      child.once('close', () => resolve({ code: exitCode, signal: exitSignal }));
    });
  });
  clearTimeout(timer);
  return {
    records: Buffer.concat(records).toString('utf8'),
    printed: Buffer.concat(printed).subarray(-keptBytes).toString('utf8'),
    ending: isLate ? `It was ended after ${Math.round(timeoutMs)} ms` : describeEnd({ code, signal, startError }),
    isClean: !isLate && signal === null && !startError,
  };
}

interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly startError?: Error | undefined;
}

function describeEnd({ code, signal, startError }: ProcessEnd): string {
  if (startError) return `It ended at its start (${startError.message})`;
  return signal ? `It ended by ${signal}` : `It ended with exit code ${code}`;
}
