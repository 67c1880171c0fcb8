import { tmpdir } from 'node:os';
import { openTestFolder } from './test-folder.js';

let run;

/**
 * Jest's global set-up: opens the folder of this run, SKILLWRIGHT_TEST_RUN. Within `npm test` it lies below the folder
 * of all suites, SKILLWRIGHT_TEST_SHARED. Servers are started by the first test that needs them.
 */
export default function setUp() {
  run = openTestFolder(process.env.SKILLWRIGHT_TEST_SHARED ?? tmpdir());
  process.env.SKILLWRIGHT_TEST_RUN = run.path;
}

/** Jest's global tear-down: closes the folder and waits until the guardian has cleaned up. */
export async function tearDown() {
  await run?.close();
}
