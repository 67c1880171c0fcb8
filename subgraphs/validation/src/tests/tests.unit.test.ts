import type { SourceFile } from '../source/source-file.js';
import { toFindings } from './findings.js';
import { findMissingPackages } from './missing-packages-rules.js';
import type { FoundTest } from './protocol.js';
import { findTestFiles } from './test-files-rules.js';

const file = (path: string, content: string): SourceFile => ({ path, content, encoding: 'UTF8', executable: false });
const found = (change: Partial<FoundTest> = {}): FoundTest => ({
  ...{ path: 'a.test.ts', titles: ['adds'], status: 'PASSED', durationMs: 1 },
  ...{ message: null, line: null, column: null },
  ...change,
});

describe('the test files of a project', () => {
  it.each([
    ['src/a.test.ts', "import test from 'node:test';", 'node'],
    ['a.spec.mjs', "import { it } from 'node:test';", 'node'],
    ['test.js', "const test = require('node:test');", 'node'],
    ['a.test.js', "import { expect } from '@jest/globals';\ntest('a', () => {});", 'jest'],
    ['a.test.js', "describe('a', () => {\n  it('b', () => {});\n});", 'jest'],
    ['a.test.js', "test.each([1])('a', () => {});", 'jest'],
    ['a.test.ts', "import { test } from 'vitest';\ntest('a', () => {});", 'node'],
    ['a.test.js', "import assert from 'node:assert';\nassert(true);", 'node'],
    ['test/deep/orders.ts', "import { test } from 'node:test';", 'node'],
    ['__tests__/a.js', "test('a', () => {});", 'jest'],
  ])('have %s (%j), which is for %s', (path, content, runner) => {
    expect(findTestFiles([file(path, content)])).toEqual([{ path, runner }]);
  });

  it.each([
    ['src/a.ts', "import test from 'node:test';"],
    ['test/helper.ts', 'export const one = 1;'],
    ['test/fixture.json', '{}'],
    ['dist/a.test.js', "import test from 'node:test';"],
    ['src/latest.ts', 'export {};'],
  ])('leave %s out', (path, content) => {
    expect(findTestFiles([file(path, content)])).toEqual([]);
  });
});

describe('a package that tests wanted and nobody has', () => {
  it.each([
    ["Error: Cannot find package 'left-pad' imported from /work/a.test.js", 'left-pad'],
    ["Error: Cannot find package '@acme/x' imported from /work/a.test.js", '@acme/x'],
    ["Cannot find module 'left-pad/deep' from 'a.test.ts'", 'left-pad'],
  ])('is named: %s', (message, name) => {
    const [diagnostic] = findMissingPackages([found({ message }), found({ message })]);
    expect(diagnostic?.message).toBe(`dependency not in the toolchain: ${name}`);
  });

  it("is not a file of the project's own", () => {
    expect(findMissingPackages([found({ message: "Cannot find module './a.js' from 'a.test.ts'" })])).toEqual([]);
    expect(findMissingPackages([found({ message: "Cannot find module '/work/a.js'" })])).toEqual([]);
  });
});

describe('the findings of a run', () => {
  const testFiles = ['a.test.ts', 'b.test.ts'].map((path) => ({ path, runner: 'node' as const }));
  const process = (paths: string[], tests: FoundTest[], anomaly: string | null = null) => ({
    ...{ nonce: '', type: 'process' as const, runner: 'node' as const, paths, tests, anomaly },
  });

  it('name a failing test by file and titles, and its place', () => {
    const failed = found({ titles: ['sums', 'adds'], status: 'FAILED', message: '1 !== 2', line: 7, column: 3 });
    const run = { processes: [process(['a.test.ts'], [failed])], coveragePercent: 50, ended: null };
    const findings = toFindings(run, testFiles.slice(0, 1));
    expect(findings.tests).toEqual([
      { name: 'a.test.ts > sums > adds', status: 'FAILED', durationMs: 1, message: '1 !== 2' },
    ]);
    expect(findings.diagnostics).toEqual([
      {
        ...{ tool: 'tests', rule: 'test-failed', severity: 'ERROR', path: 'a.test.ts', line: 7, column: 3 },
        ...{ message: 'sums > adds: 1 !== 2', fixable: false },
      },
    ]);
  });

  it('hold a file to be failed whose process did not come to its end, even if all its tests passed until then', () => {
    const run = {
      processes: [process(['a.test.ts'], [found()], 'It ended with exit code 0')],
      coveragePercent: null,
      ended: null,
    };
    expect(toFindings(run, testFiles.slice(0, 1)).tests.map(({ status }) => status)).toEqual(['PASSED', 'FAILED']);
  });

  it('fail every file that a sandbox ended before', () => {
    const ended = { reason: 'memory' as const, errorOutput: '' };
    const run = { processes: [process(['a.test.ts'], [found()])], coveragePercent: null, ended };
    expect(toFindings(run, testFiles).tests).toMatchObject([
      { name: 'a.test.ts > adds', status: 'PASSED' },
      { name: 'b.test.ts', status: 'FAILED', message: expect.stringContaining('more memory') },
    ]);
  });

  it('warn of a file without tests', () => {
    const run = { processes: [process(['a.test.ts', 'b.test.ts'], [found()])], coveragePercent: null, ended: null };
    expect(toFindings(run, testFiles).diagnostics).toMatchObject([
      { rule: 'no-tests-in-file', severity: 'WARNING', path: 'b.test.ts' },
    ]);
  });
});
