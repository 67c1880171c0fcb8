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
    ...{ paths, tests, anomaly, coverage: [] },
  });

  it('name a failing test by file and titles, and its place', () => {
    const failed = found({ titles: ['sums', 'adds'], status: 'FAILED', message: '1 !== 2', line: 7, column: 3 });
    const run = { processes: [process(['a.test.ts'], [failed])], coveragePercent: 50 };
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
    };
    expect(toFindings(run, testFiles.slice(0, 1)).tests.map(({ status }) => status)).toEqual(['PASSED', 'FAILED']);
  });

  it('warn of a file without tests', () => {
    const run = { processes: [process(['a.test.ts', 'b.test.ts'], [found()])], coveragePercent: null };
    expect(toFindings(run, testFiles).diagnostics).toMatchObject([
      { rule: 'no-tests-in-file', severity: 'WARNING', path: 'b.test.ts' },
    ]);
  });
});
