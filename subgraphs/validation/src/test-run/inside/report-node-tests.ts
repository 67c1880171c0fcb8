import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import type { FoundTest } from '../test-protocol.js';
import { describeFailure } from './describe-failure.js';
import { reportCoverage } from './report-coverage.js';
import { controlTest, entryTest } from './own-tests.js';
import { reportTest } from './report-test.js';
import { writeRecord } from './set-up.js';
import { watchTestEvents } from './watch-test-events.js';
import { projectFolder } from './write-project.js';

type Ended = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>;

/** Reports each test of node:test as a record, and how many there were when the tests are over. Has to be called before the first test is declared. */
export function reportNodeTests(): void {
  const titles: string[] = [];
  let tests = 0;
  let isControlRed = false;
  watchTestEvents((event) => {
    if (event.type === 'test:start') setTitle(titles, event.data);
    // The plan of the outermost level comes when all tests are over.
    if (event.type === 'test:plan' && event.data.nesting === 0) {
      reportCoverage();
      writeRecord({ type: 'end', tests, isControlRed });
    }
    if (event.type !== 'test:pass' && event.type !== 'test:fail') return;
    titles.length = event.data.nesting + 1;
    if (event.data.name === controlTest) isControlRed = event.type === 'test:fail';
    const test = event.data.name === controlTest ? undefined : toFoundTest(event, titles);
    if (!test) return;
    tests += 1;
    reportTest(test);
  });
}

/** The titles on the way to the test that has started. */
function setTitle(titles: string[], { nesting, name }: { readonly nesting: number; readonly name: string }): void {
  titles.length = nesting;
  titles[nesting] = name;
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
