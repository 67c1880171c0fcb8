import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

const guardian = new URL('test-folder-guardian.js', import.meta.url).pathname;

/**
 * Makes a folder below `parent` for all that tests start and write, and sets a guardian over it, which cleans up when this
 * process closes the folder, or ends in whatever way.
 */
export function openTestFolder(parent) {
  const path = mkdtempSync(join(parent, 'skillwright-test-'));
  // The guardian waits for the end of this pipe, which comes with the end of this process, be it by kill -9.
  const child = spawn(process.execPath, [guardian, path], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
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
