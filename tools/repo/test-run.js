import { tmpdir } from 'node:os';
import { openTestFolder } from './test-folder.js';

/** The longest time that resources which tests have left open may keep a finished run from ending. */
const longestEndMs = 10_000;

let run;

/**
 * Jest's global set-up: opens the folder of this run, SKILLWRIGHT_TEST_RUN. Within `npm test` it lies below the folder
 * of all suites, SKILLWRIGHT_TEST_SHARED. Servers are started by the first test that needs them.
 */
export default function setUp() {
  run = openTestFolder(process.env.SKILLWRIGHT_TEST_SHARED ?? tmpdir());
  process.env.SKILLWRIGHT_TEST_RUN = run.path;
}

/**
 * Jest's global tear-down: closes the folder and waits until the guardian has cleaned up. Fails a run that then does not
 * end by itself, since a test has left a resource open.
 */
export async function tearDown() {
  await run?.close();
  setTimeout(() => {
    console.error(`The tests have left resources open: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, longestEndMs).unref();
}
