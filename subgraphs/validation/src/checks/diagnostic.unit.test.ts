import { compareDiagnostics, countDiagnostics, fileDiagnostic, type Diagnostic } from './diagnostic.js';

const diagnostic = (change: Partial<Diagnostic>): Diagnostic => ({ ...fileDiagnostic('rule', 'a.ts', 'm'), ...change });

describe('diagnostics', () => {
  it('are each counted once', () => {
    const list = [
      diagnostic({}),
      diagnostic({ severity: 'WARNING' }),
      diagnostic({ tool: 'prettier', rule: 'format' }),
      diagnostic({ tool: 'prettier', rule: 'syntax' }),
    ];
    expect(countDiagnostics(list)).toEqual({ errors: 2, warnings: 1, unformatted: 1 });
  });

  it('stand by place, and what concerns no file first', () => {
    const list = [
      diagnostic({ path: 'b.ts', line: 1 }),
      diagnostic({ path: 'a.ts', line: 10 }),
      diagnostic({ path: 'a.ts', line: 2, column: 9 }),
      diagnostic({ path: 'a.ts', line: 2, column: 1 }),
      diagnostic({ path: null }),
    ];
    expect([...list].sort(compareDiagnostics).map(({ path, line, column }) => [path, line, column])).toEqual([
      [null, null, null],
      ['a.ts', 2, 1],
      ['a.ts', 2, 9],
      ['a.ts', 10, null],
      ['b.ts', 1, null],
    ]);
  });
});
