import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A measured process of a benchmark. */
export interface Child {
  /** Returns its CPU time so far, user and kernel, in seconds. */
  cpuSeconds(): number;
  /** Returns its peak resident memory so far, in bytes. */
  peakBytes(): number;
  /** Sends a question, which one of its modules answers. Only one question may be open at a time. */
  ask<Answer>(question: string): Promise<Answer>;
  stop(): Promise<void>;
}

const ticksPerSecond = 100;

/** Starts Node in production mode. Its output goes to this process's standard error. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const exited = once(child, 'exit');
  const read = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  return {
    cpuSeconds: () => {
      const fields = read('stat')
        .replace(/^.*\) /s, '')
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    },
    peakBytes: () => Number(/^VmHWM:\s+(\d+) kB$/m.exec(read('status'))?.[1]) * 1024,
    ask: async <Answer>(question: string) => {
      const answered = once(child, 'message');
      child.send(question);
      const [answer] = await answered;
      return answer as Answer;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
