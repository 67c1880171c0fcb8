import { relative } from 'node:path';
import type { FoundTest } from '../test-protocol.js';
import { findPlace } from './describe-failure.js';
import { reportCoverage } from './report-coverage.js';
import { reportTest } from './report-test.js';
import { writeRecord } from './set-up.js';
import { projectFolder } from './write-project.js';

/** Jest's results of all files (its AggregatedResult), as far as they are read here. */
interface JestResults {
  readonly testResults: readonly JestFile[];
}

interface JestFile {
  readonly testFilePath: string;
  readonly failureMessage?: string | null;
  /** An error beside the tests. */
  readonly testExecError?: unknown;
  readonly testResults: readonly JestTest[];
}

interface JestTest {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly duration?: number | null;
  readonly failureMessages?: readonly string[] | null;
  readonly location?: { readonly line: number; readonly column: number } | null;
}

/** A reporter of Jest: writes each result as a record, and how many there were when the tests are over. */
class JestReporter {
  onRunComplete(_contexts: unknown, { testResults }: JestResults): void {
    const tests = testResults.flatMap(toTests);
    tests.forEach(reportTest);
    reportCoverage();
    // The tests run in a realm of their own, whose changes do not reach this one.
    writeRecord({ type: 'end', tests: tests.length, isControlRed: true });
  }
}

function toTests({ testFilePath, failureMessage, testExecError, testResults }: JestFile): FoundTest[] {
  const path = relative(projectFolder, testFilePath);
  const tests = testResults.map((result) => toTest(result, path));
  const isExplained = tests.some(({ status }) => status === 'FAILED');
  if (isExplained || (!testExecError && !failureMessage)) return tests;
  const message = plain(failureMessage ?? 'It failed beside its tests.');
  return [...tests, { path, titles: [], status: 'FAILED', durationMs: 0, message, ...findPlace(message, path) }];
}

function toTest(result: JestTest, path: string): FoundTest {
  const text = result.failureMessages?.map(plain).join('\n') ?? '';
  const place = findPlace(text, path);
  return {
    path,
    titles: [...result.ancestorTitles, result.title],
    status: result.status === 'passed' ? 'PASSED' : result.status === 'failed' ? 'FAILED' : 'SKIPPED',
    durationMs: result.duration ?? 0,
    message: result.status === 'failed' ? withoutStack(text) : null,
    line: place.line ?? result.location?.line ?? null,
    column: place.column ?? result.location?.column ?? null,
  };
}

// Jest colours some of its messages even with colours off.
const plain = (text: string) => text.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '');
const withoutStack = (text: string) => text.replace(/\n\s+at .*/g, '').slice(0, 4_000);

export { JestReporter as default };
