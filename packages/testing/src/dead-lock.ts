import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Leaves the lock `path` (see packages/locks) to a process that is killed as soon as it has it. */
export async function leaveDeadLock(path: string): Promise<void> {
  const script = `
    import { takeLock } from '@skillwright/locks';
    await takeLock(${JSON.stringify(path)});
    console.log('held');
    setInterval(() => undefined, 1_000);`;
  const args = ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}
