import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A process of a benchmark. */
export interface Child {
  /** Seconds of CPU time that it has used, in user and kernel. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

const ticksPerSecond = 100;

/** Starts Node in production mode; its output goes to this process's standard error. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 2, 2],
  });
  const exited = once(child, 'exit');
  return {
    cpuSeconds: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
