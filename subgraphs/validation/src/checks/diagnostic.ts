export type Severity = 'ERROR' | 'WARNING';

/** What one tool says of one place. */
export interface Diagnostic {
  readonly tool: string;
  readonly rule: string | null;
  readonly severity: Severity;
  readonly path: string | null;
  /** From 1. */
  readonly line: number | null;
  /** From 1, in UTF-16 code units. */
  readonly column: number | null;
  readonly message: string;
  readonly fixable: boolean;
}

/** A tool that took part, as the report names it. */
export interface ToolVersion {
  readonly name: string;
  readonly version: string;
}

/** How many diagnostics of each kind there are: each is counted once. */
export interface DiagnosticCounts {
  readonly errors: number;
  readonly warnings: number;
  /** Files that the formatter would change. */
  readonly unformatted: number;
}

/** The rule of the formatter's one finding on a file. */
export const unformattedRule = 'format';

/** The rule of a file that cannot be parsed: said once, by the first tool that met it. */
export const syntaxRule = 'syntax';

/** A diagnostic of ours about a file as a whole: what kept the tools from it. */
export function fileDiagnostic(
  rule: string,
  path: string | null,
  message: string,
  severity: Severity = 'ERROR',
): Diagnostic {
  return { tool: 'skillwright', rule, severity, path, line: null, column: null, message, fixable: false };
}

/** Counts a list. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): DiagnosticCounts {
  const isUnformatted = ({ tool, rule }: Diagnostic) => tool === 'prettier' && rule === unformattedRule;
  const others = diagnostics.filter((diagnostic) => !isUnformatted(diagnostic));
  return {
    errors: others.filter(({ severity }) => severity === 'ERROR').length,
    warnings: others.filter(({ severity }) => severity === 'WARNING').length,
    unformatted: diagnostics.length - others.length,
  };
}

/** By path, line, column, tool and rule; what concerns no file comes first. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.path ?? '', b.path ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareText(a.tool, b.tool) ||
    compareText(a.rule ?? '', b.rule ?? '')
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
