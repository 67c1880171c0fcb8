import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The longest time that resources which tests have left open may keep a finished run from ending. */
const longestEndMs = 10_000;

/**
 * Writes the counts of a workspace's run to `test-results/counts.json`, for the total over all suites. Fails a run that
 * does not end by itself, since a test has left a resource open.
 */
export default class CountReporter {
  constructor(globalConfig) {
    this.folder = join(globalConfig.rootDir, 'test-results');
  }

  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'counts.json'), JSON.stringify(counts) + '\n');
    setTimeout(() => {
      console.error(`The tests have left resources open: ${process.getActiveResourcesInfo().join(', ')}`);
      process.exit(1);
    }, longestEndMs).unref();
  }
}
