import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `npm test`: every check and every suite in one turbo run, then one line that sums them up: a check counts as one,
// a suite as its tests. What did not change since it last passed comes from turbo's cache.
const root = fileURLToPath(new URL('../../', import.meta.url));
const turbo = join(dirname(createRequire(import.meta.url).resolve('turbo/package.json')), 'bin/turbo');
const summaries = join(root, '.turbo/runs');

rmSync(summaries, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [
    turbo,
    'run',
    ...['check:types', 'check:drift', 'check:lint', 'test'],
    ...['--continue=always', '--concurrency=2', '--log-order=grouped', '--output-logs=new-only', '--summarize'],
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } },
);

const sum = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
for (const task of finishedTasks()) {
  const failed = task.execution?.exitCode !== 0;
  if (failed) failures.push(task.taskId);
  const countsFile = join(root, task.directory, 'test-results/counts.json');
  if (task.task === 'test' && existsSync(countsFile)) add(JSON.parse(readFileSync(countsFile, 'utf8')));
  else if (failed) add({ failed: 1 });
  else if (task.task.startsWith('check:')) add({ passed: 1 });
}
if (status !== 0 && sum.failed === 0) add({ failed: 1 });

if (failures.length > 0)
  console.error(`\nFailed: ${failures.join(', ')}. Run \`npx turbo run TASK\` to see one alone.`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed === 0 ? 0 : 1);

function finishedTasks() {
  const [file] = existsSync(summaries) ? readdirSync(summaries) : [];
  return file === undefined ? [] : JSON.parse(readFileSync(join(summaries, file), 'utf8')).tasks;
}

function add(counts) {
  for (const [key, count] of Object.entries(counts)) sum[key] += count;
}
