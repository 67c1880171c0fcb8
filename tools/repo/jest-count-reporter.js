import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How long what the tests have left open may keep the run from ending. */
const longestEndMs = 10_000;

/**
 * Writes the counts of a workspace's run to `test-results/counts.json`, for the sum over all suites. A run that does not end
 * by itself fails: a test has left something open.
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
      console.error(`The tests have left open: ${process.getActiveResourcesInfo().join(', ')}`);
      process.exit(1);
    }, longestEndMs).unref();
  }
}
