import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import type { FoundTest } from '../test-protocol.js';
import { describeFailure } from './describe-failure.js';
import { reportCoverage } from './report-coverage.js';
import { controlTest, entryTest } from './own-tests.js';
import { reportTest } from './report-test.js';
import { writeRecord } from './set-up.js';
import { projectFolder } from './write-project.js';

type Ended = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>;

/** A reporter of node:test: writes each result as a record, and how many there were when the tests are over. */
async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const titles: string[] = [];
  let tests = 0;
  let isControlRed = false;
  for await (const event of source) {
    if (event.type === 'test:start') titles.splice(event.data.nesting, Infinity, event.data.name);
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    if (event.data.name === controlTest) {
      isControlRed = event.type === 'test:fail';
      continue;
    }
    const test = toFoundTest(event, titles.slice(0, event.data.nesting + 1));
    if (!test) continue;
    tests += 1;
    reportTest(test);
  }
  reportCoverage();
  writeRecord({ type: 'end', tests, isControlRed });
  // A reporter has to be a generator; this one's output goes elsewhere.
  yield '';
}

/** `undefined` for events that are not tests of the project: our own entry test, and groups that hold failing tests. */
function toFoundTest({ type, data }: Ended, titles: readonly string[]): FoundTest | undefined {
  const hasFailed = type === 'test:fail';
  const error = hasFailed ? (data.details as { error: Error & { failureType?: string } }).error : undefined;
  const isGroup = (data.details as { type?: string }).type === 'suite';
  if (error?.failureType === 'subtestsFailed' || (isGroup && !hasFailed)) return undefined;
  if (data.name.startsWith(entryTest))
    return hasFailed ? toBrokenFile(data.name.slice(entryTest.length), error) : undefined;

  const path = relative(projectFolder, data.file ?? '');
  const isLeftOut = Boolean(data.skip) || data.todo !== undefined;
  const failure = hasFailed ? describeFailure(error, path) : undefined;
  return {
    ...{ path, titles, durationMs: data.details.duration_ms },
    status: isLeftOut ? 'SKIPPED' : hasFailed ? 'FAILED' : 'PASSED',
    message: isLeftOut ? null : (failure?.message ?? null),
    line: failure?.line ?? data.line ?? null,
    column: failure?.column ?? data.column ?? null,
  };
}

function toBrokenFile(path: string, error: unknown): FoundTest {
  return { path, titles: [], status: 'FAILED', durationMs: 0, ...describeFailure(error, path) };
}

export { report as default };
