import { compareText } from '@skillwright/rules';
import { fileDiagnostic, type Diagnostic } from '../checks/diagnostic.js';
import { limitDiagnostics } from '../checks/limit-diagnostics.js';
import { findMissingPackages } from './missing-packages-rules.js';
import type { FoundTest, TestFile } from './test-protocol.js';
import type { TestRun } from './run-test-files.js';
import type { TestResult, TestStatus } from './test-result.js';

/** The rule of a failing test's diagnostic: the test is counted as failed, not as an error too. */
export const failedTestRule = 'test-failed';

/** A report shows so many tests; the counts are of all. */
const maxShown = 5_000;

/** The results of a project's tests. */
export interface TestFindings {
  readonly filesChecked: number;
  readonly counts: { readonly passed: number; readonly failed: number; readonly skipped: number };
  /** By file, and in a file as they ran. */
  readonly tests: readonly TestResult[];
  /** A failing test has one too, with its place. */
  readonly diagnostics: readonly Diagnostic[];
  readonly coveragePercent: number | null;
}

/** A project without tests has not been tested: that is an error. */
export const untested: TestFindings = {
  filesChecked: 0,
  counts: { passed: 0, failed: 0, skipped: 0 },
  tests: [],
  diagnostics: [
    fileDiagnostic(
      'no-tests',
      null,
      'There is no test: no file is named like a.test.ts, and none in test/ uses node:test.',
    ),
  ],
  coveragePercent: null,
};

/** Turns a run into findings. A process that did not come to its end fails every file that it had. */
export function toFindings({ processes, coveragePercent }: TestRun, testFiles: readonly TestFile[]): TestFindings {
  const odd = processes.flatMap(({ paths, tests, anomaly }) =>
    anomaly === null ? [] : paths.map((path) => brokenFile(path, `${anomaly} (${tests.length} tests had reported.)`)),
  );
  const all = [...processes.flatMap(({ tests }) => tests), ...odd].sort((a, b) => compareText(a.path, b.path));
  const count = (status: TestStatus) => all.filter((test) => test.status === status).length;
  const withTests = new Set(all.map(({ path }) => path));
  return {
    filesChecked: testFiles.length,
    counts: { passed: count('PASSED'), failed: count('FAILED'), skipped: count('SKIPPED') },
    tests: all.slice(0, maxShown).map(toResult),
    diagnostics: limitDiagnostics([
      ...(all.length > maxShown ? [cut(all.length)] : []),
      ...findMissingPackages(all),
      ...all.filter(({ status }) => status === 'FAILED').map(toDiagnostic),
      ...testFiles.filter(({ path }) => !withTests.has(path)).map(({ path }) => emptyFile(path)),
    ]),
    coveragePercent,
  };
}

function cut(count: number): Diagnostic {
  const message = `The list of tests was cut: it shows ${maxShown} of ${count}.`;
  return fileDiagnostic('tests-cut', null, message, 'WARNING');
}

function brokenFile(path: string, message: string): FoundTest {
  return { path, titles: [], status: 'FAILED', durationMs: 0, message, line: null, column: null };
}

function emptyFile(path: string): Diagnostic {
  return fileDiagnostic('no-tests-in-file', path, 'The file has no test.', 'WARNING');
}

const nameOf = ({ path, titles }: FoundTest) => [path, ...titles].join(' > ');

function toResult(test: FoundTest): TestResult {
  const { status, durationMs, message } = test;
  return { name: nameOf(test), status, durationMs: Math.round(durationMs * 1000) / 1000, message };
}

function toDiagnostic(test: FoundTest): Diagnostic {
  const { path, line, column, titles, message } = test;
  const text = message ?? 'It failed.';
  return {
    ...{ tool: 'tests', rule: failedTestRule, severity: 'ERROR', path, line, column, fixable: false },
    message: titles.length === 0 ? text : `${titles.join(' > ')}: ${text}`,
  };
}
