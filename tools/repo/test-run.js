import { tmpdir } from 'node:os';
import { openTestFolder } from './test-folder.js';

let run;

/**
 * Jest's global set-up: opens the folder of this run, SKILLWRIGHT_TEST_RUN. Within `npm test` it lies in that of the whole,
 * SKILLWRIGHT_TEST_SHARED. Nothing is started before a test asks for it.
 */
export default function setUp() {
  run = openTestFolder(process.env.SKILLWRIGHT_TEST_SHARED ?? tmpdir());
  process.env.SKILLWRIGHT_TEST_RUN = run.path;
}

/** Jest's global tear-down: waits until the guardian has cleaned up. */
export async function tearDown() {
  await run?.close();
}
