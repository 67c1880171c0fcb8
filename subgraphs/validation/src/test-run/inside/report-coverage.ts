import { stopCoverage, takeCoverage } from 'node:v8';
import { readCoverage } from './read-coverage.js';
import { job, writeRecord } from './set-up.js';

/** Reports the lines that the tests ran through up to now. Nothing is counted from then on. */
export function reportCoverage(): void {
  takeCoverage();
  stopCoverage();
  for (const file of readCoverage(job)) writeRecord({ type: 'coverage', file });
}
