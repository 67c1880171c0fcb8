import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const turbo = join(dirname(createRequire(import.meta.url).resolve('turbo/package.json')), 'bin/turbo');

/** Builds every workspace that has changed. Returns false when a build fails, after it has printed turbo's report. */
export function buildAll() {
  const { status, stdout, stderr } = runTurbo(['build', '--output-logs=errors-only', '--log-order=grouped']);
  if (status !== 0) process.stderr.write(stdout + stderr);
  return status === 0;
}

/** Returns every check and every suite with its command and turbo's hash of its inputs. */
export function findTasks() {
  const names = ['check:types', 'check:drift', 'check:lint', 'test'];
  const { status, stdout, stderr } = runTurbo([...names, '--dry=json']);
  if (status !== 0) throw new Error(`turbo cannot list the tasks: ${stderr}`);
  return JSON.parse(stdout)
    .tasks.filter(({ task, command }) => names.includes(task) && command !== '<NONEXISTENT>')
    .map(({ taskId, task, command, directory, hash }) => ({
      id: taskId,
      isSuite: task === 'test',
      command,
      directory: join(root, directory),
      hash,
    }));
}

function runTurbo(args) {
  return spawnSync(process.execPath, [turbo, 'run', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  });
}
