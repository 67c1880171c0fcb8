import type { Sandbox } from '../sandbox/sandbox.js';
import type { SourceFile } from '../source/source-file.js';
import { toFindings, untested, type TestFindings } from './test-findings.js';
import { runTestFiles, testDeadlines, type TestDeadlines, type TestRun } from './run-test-files.js';
import { findTestFiles } from './test-files-rules.js';

/**
 * Runs a project's tests: first all in one process, which is fast, and after a failure or any anomaly each file in its
 * own process, whose results alone count. Throws on `signal`, and as `runTestFiles` does.
 */
export async function runProjectTests(
  sandbox: Sandbox,
  files: readonly SourceFile[],
  signal: AbortSignal,
  deadlines: TestDeadlines = testDeadlines,
): Promise<TestFindings> {
  const testFiles = findTestFiles(files);
  if (testFiles.length === 0) return untested;
  const run = (isolation: 'shared' | 'each') =>
    runTestFiles(sandbox, { files, testFiles, isolation, deadlines, signal });

  const together = await run('shared');
  const isRunAgain = isOdd(together) && testFiles.length > 1;
  return toFindings(isRunAgain ? await run('each') : together, testFiles);
}

function isOdd({ processes }: TestRun): boolean {
  return processes.some(({ tests, anomaly }) => anomaly !== null || tests.some(({ status }) => status === 'FAILED'));
}
