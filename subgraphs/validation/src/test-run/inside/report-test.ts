import type { FoundTest } from '../test-protocol.js';
import { fitTest } from './fit-test.js';
import { job, writeRecord } from './set-up.js';

const known = new Set(job.files.map(({ path }) => path));
const [fallback = ''] = job.paths;

/** Reports a result, brought within the bounds of a run. */
export function reportTest(test: FoundTest): void {
  writeRecord({ type: 'test', test: fitTest(test, { known, fallback }) });
}
