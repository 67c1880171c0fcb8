import { readFileSync, readdirSync } from 'node:fs';

interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Finds the processes that have the data folder on their command line, and their descendants. */
export function findProcesses(dataDir: string): RunningProcess[] {
  const all = listProcesses();
  const found = new Set(all.filter(({ command }) => command.includes(dataDir)));
  for (const process of found) {
    for (const other of all) if (other.parent === process.pid) found.add(other);
  }
  return [...found];
}

/** Kills all processes of a data folder with SIGKILL, like a power cut. */
export function killProcesses(dataDir: string): void {
  for (const { pid } of findProcesses(dataDir)) signal(pid, 'SIGKILL');
}

/** Sends a signal. A process that has ended already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function listProcesses(): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        // The second field of stat is the program's name in parentheses, which may contain spaces.
        const [state, parent] = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        return [];
      }
    });
}
