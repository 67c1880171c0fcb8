import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, statfsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const guardian = new URL('test-folder-guardian.js', import.meta.url).pathname;
const memory = '/dev/shm';
const leastFreeBytes = 2 * 1024 ** 3;

/**
 * Makes a folder below `parent` for all that tests start and write, and sets a guardian over it, which cleans up when this
 * process closes the folder, or ends in whatever way. Its folder `memory` lies in memory where there is enough: for servers
 * that make many files, which takes ten times as long on a disk. Programs cannot be run from there.
 */
export function openTestFolder(parent) {
  const path = mkdtempSync(join(parent, 'skillwright-test-'));
  const inMemory = makeFolderInMemory(parent);
  if (inMemory === undefined) mkdirSync(join(path, 'memory'));
  else symlinkSync(inMemory, join(path, 'memory'));
  const folders = inMemory === undefined ? [path] : [path, inMemory];
  // The guardian waits for the end of this pipe, which comes with the end of this process, be it by kill -9.
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

/** Within the one of `parent`, if that is such a folder: who cleans up there knows of it. */
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
