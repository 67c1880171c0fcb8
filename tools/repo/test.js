import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openTestFolder } from './test-folder.js';
import { buildAll, findTasks, root } from './test-plan.js';
import { TestRecord } from './test-record.js';

// `npm test` runs every check and every suite and ends with a line of totals: a check counts as one, a suite as its
// tests. The longest tasks start first, as many at a time as there are processors. A task is skipped when its inputs
// have not changed since it last passed; `--force` runs all. `npm test -- skill lint` runs the tasks with these words
// in their names.
const { values: options, positionals: words } = parseArgs({
  options: { force: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const bytesForEach = 2 * 1024 ** 3;
const lanes = Math.max(2, Math.min(availableParallelism(), Math.floor(totalmem() / bytesForEach)));

const startedAt = performance.now();
const sum = { passed: 0, failed: 0, skipped: 0 };
const failed = [];
const times = [];

if (buildAll()) {
  const shared = openTestFolder(tmpdir());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // The guardian ends running programs and cleans up.
    process.on(signal, () => process.exit(130));
  }
  await runTasks(shared.path);
  await shared.close();
} else {
  failed.push('build');
  sum.failed += 1;
}

if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}. \`npm test -- NAME\` runs one alone.`);
const longest = times.sort((a, b) => b.seconds - a.seconds).slice(0, 5);
const details = longest.map(({ id, seconds }) => `${nameOf(id)} ${seconds} s`).join(', ');
console.log(`\n${secondsSince(startedAt)} s${details && `; the longest: ${details}`}`);
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed === 0 ? 0 : 1);

async function runTasks(sharedFolder) {
  const record = new TestRecord(join(root, 'node_modules/.cache/skillwright/test-record.json'));
  const chosen = findTasks().filter(({ id }) => words.length === 0 || words.some((word) => nameOf(id).includes(word)));
  const waiting = record.longestFirst(chosen);
  const lane = async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const known = options.force ? undefined : record.findPassed(task);
      const counts = known ?? (await runTask(task, sharedFolder));
      if (known) console.log(`${task.id}: unchanged since it passed`);
      else if (counts.failed === 0) record.keep(task, counts);
      else failed.push(task.id);
      for (const key of Object.keys(sum)) sum[key] += counts[key] ?? 0;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Runs a task, prints its output once it has ended, and returns its counts. */
async function runTask(task, sharedFolder) {
  const since = performance.now();
  const { status, output } = await execute(task, sharedFolder);
  task.seconds = secondsSince(since);
  times.push(task);
  console.log(`\n── ${task.id}: ${status === 0 ? 'passed' : 'failed'} in ${task.seconds} s\n${output.trimEnd()}`);
  const file = join(task.directory, 'test-results/counts.json');
  const counted = task.isSuite && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  if (status === 0) return counted ?? { passed: task.isSuite ? 0 : 1, failed: 0, skipped: 0 };
  return { passed: 0, skipped: 0, ...counted, failed: Math.max(1, counted?.failed ?? 0) };
}

function execute({ command, directory }, sharedFolder) {
  const programs = [join(directory, 'node_modules/.bin'), join(root, 'node_modules/.bin'), process.env.PATH];
  const env = { ...process.env, PATH: programs.join(delimiter), SKILLWRIGHT_TEST_SHARED: sharedFolder };
  if (process.stdout.isTTY) env.FORCE_COLOR ??= '1';
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: directory, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** `skill` for `@skillwright/skill#test`, `check:lint` for `//#check:lint`. */
function nameOf(id) {
  return id.replace(/^(\/\/#|@[^/]+\/)|#test$/g, '');
}

function secondsSince(since) {
  return Math.round((performance.now() - since) / 100) / 10;
}
