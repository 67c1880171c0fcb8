import type { TestRecord } from '../test-protocol.js';
import { isTypeScript } from '../test-files-rules.js';
import { runChild } from './run-child.js';
import { coverageFolder } from './read-coverage.js';
import { ownFile } from './own-file.js';
import { statusOf, type RunProcess } from './run-process.js';

/** Lets Node read TypeScript and JSX. */
const translate = ['--import', 'file:///opt/node_modules/tsx/dist/loader.mjs'];

/** Runs test files written for node:test in one process. */
export const runNodeTests: RunProcess = async ({ job, paths, timeoutMs }) => {
  const needsTranslation = job.files.some(({ path }) => isTypeScript(path));
  const end = await runChild({
    args: [
      '--enable-source-maps',
      '--no-warnings',
      ...(needsTranslation ? translate : []),
      ...['--test-reporter', ownFile('node-reporter'), '--test-reporter-destination', 'stdout'],
      ownFile('node-entry'),
      ...paths,
    ],
    env: job.coverage ? { NODE_V8_COVERAGE: coverageFolder } : {},
    input: job.nonce,
    timeoutMs,
  });
  const records = parseRecords(end.records, job.nonce);
  const tests: unknown[] = records.flatMap((record) => (record.type === 'test' ? [record.test] : []));
  const isComplete = records.some((record) => record.type === 'end' && record.tests === tests.length);
  if (isComplete && end.isClean) {
    const isRed = tests.some((test) => statusOf(test) === 'FAILED');
    const isUnexplained = !isRed && !end.ending.endsWith('exit code 0');
    return { tests, anomaly: isUnexplained ? `${end.ending} though no test failed. ${end.printed}` : null };
  }
  return { tests, anomaly: `${end.ending} before its tests did. ${end.printed}` };
};

function parseRecords(text: string, nonce: string): TestRecord[] {
  return text.split('\n').flatMap((line) => {
    try {
      const record = JSON.parse(line) as TestRecord | null;
      return record?.nonce === nonce ? [record] : [];
    } catch {
      return [];
    }
  });
}
