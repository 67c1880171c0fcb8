import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, statfsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const guardian = new URL('test-folder-guardian.js', import.meta.url).pathname;
const memory = '/dev/shm';
const leastFreeBytes = 2 * 1024 ** 3;

/**
 * Creates a folder below `parent` for the programs and files of tests, and starts a guardian, which cleans up when this
 * process closes the folder or ends for any reason. The folder `memory` in it lies in memory where there is enough, for
 * servers that create many files: on a disk that takes ten times as long. Programs cannot be run from `memory`.
 */
export function openTestFolder(parent) {
  const path = mkdtempSync(join(parent, 'skillwright-test-'));
  const inMemory = makeFolderInMemory(parent);
  if (inMemory === undefined) mkdirSync(join(path, 'memory'));
  else symlinkSync(inMemory, join(path, 'memory'));
  const folders = inMemory === undefined ? [path] : [path, inMemory];
  // The guardian waits for the end of this pipe, which also comes when this process is killed.
  const child = spawn(process.execPath, [guardian, ...folders], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.unref();
  child.stdin.unref();
  const close = async () => {
    child.ref();
    child.stdin.end();
    await ended;
  };
  return { path, close };
}

/** Uses the `memory` folder of `parent` if there is one, since the guardian of `parent` cleans that up. */
function makeFolderInMemory(parent) {
  const ofParent = join(parent, 'memory');
  if (existsSync(ofParent)) return mkdtempSync(join(realpathSync(ofParent), 'skillwright-test-'));
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize < leastFreeBytes ? undefined : mkdtempSync(join(memory, 'skillwright-test-'));
  } catch {
    return undefined;
  }
}
