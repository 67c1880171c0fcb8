import { toFindings } from './test-findings.js';
import type { FoundTest } from './test-protocol.js';

const found = (change: Partial<FoundTest> = {}): FoundTest => ({
  ...{ path: 'a.test.ts', titles: ['adds'], status: 'PASSED', durationMs: 1 },
  ...{ message: null, line: null, column: null },
  ...change,
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
