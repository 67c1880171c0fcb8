import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

// Waits for the end of the process that opened the given folders, ends the programs that tests left running there, and
// removes the folders. A program belongs to a folder when its command line or its environment names the folder.
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
      // The process has ended by itself.
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
