import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const guardian = new URL('test-run-guardian.js', import.meta.url).pathname;
let stop;

/**
 * Jest's global set-up: names a folder, in SKILLWRIGHT_TEST_RUN, for all that this run's tests start and write, and sets
 * a guardian over it. Nothing is started before a test asks for it.
 */
export default function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'skillwright-test-'));
  process.env.SKILLWRIGHT_TEST_RUN = folder;
  // The guardian waits for the end of this pipe, which comes with the end of this process, be it by kill -9.
  const child = spawn(process.execPath, [guardian, folder], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.unref();
  child.stdin.unref();
  stop = async () => {
    child.ref();
    child.stdin.end();
    await ended;
  };
}

/** Jest's global tear-down: waits until the guardian has cleaned up. */
export async function tearDown() {
  await stop?.();
}
