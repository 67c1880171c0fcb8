import { spawn } from 'node:child_process';
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
  const child = spawn(process.execPath, args, {
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
  child.stdout.on('data', keepPrinted);
  child.stderr.on('data', keepPrinted);
  (child.stdio[3] as Readable).on('data', (chunk: Buffer) => {
    recordBytes += chunk.length;
    if (recordBytes <= maxRecordBytes) records.push(chunk);
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);

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
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('error', () => resolve([null, null]));
    child.once('exit', (exitCode, exitSignal) => {
      // Processes that it left running would hold the pipes open.
      kill();
      child.once('close', () => resolve([exitCode, exitSignal]));
    });
  });
  clearTimeout(timer);
  return {
    records: Buffer.concat(records).toString('utf8'),
    printed: Buffer.concat(printed).subarray(-keptBytes).toString('utf8'),
    ending: isLate
      ? `It was ended after ${Math.round(timeoutMs)} ms`
      : signal
        ? `It ended by ${signal}`
        : `It ended with exit code ${code}`,
    isClean: !isLate && signal === null,
  };
}
