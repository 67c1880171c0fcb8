import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

// Ends what tests left running, and removes their folders, once the process that opened them has ended in whatever way. A
// process belongs to a folder when its command line or its environment names it.
const folders = process.argv.slice(2);
const politeMs = 5_000;

for await (const _ of process.stdin);

const deadline = Date.now() + politeMs;
signalAll('SIGINT');
while (findProcesses().length > 0 && Date.now() < deadline) await delay(20);
signalAll('SIGKILL');
while (findProcesses().length > 0) await delay(20);
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });

function signalAll(signal) {
  for (const pid of findProcesses()) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself.
    }
  }
}

function findProcesses() {
  return listProcesses()
    .filter(({ pid, text }) => pid !== process.pid && folders.some((folder) => text.includes(folder)))
    .map(({ pid }) => pid);
}

function listProcesses() {
  if (existsSync('/proc/self/cmdline')) {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ pid: Number(name), text: read(name, 'cmdline') + read(name, 'environ') }));
  }
  return execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => ({ pid: Number.parseInt(line, 10), text: line }));
}

function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
