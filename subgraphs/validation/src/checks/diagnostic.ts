export type Severity = 'ERROR' | 'WARNING';

/** One finding of one tool, at one place. */
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

/** How many diagnostics of each kind there are: each is counted once. */
export interface DiagnosticCounts {
  readonly errors: number;
  readonly warnings: number;
  /** Files that the formatter would change. */
  readonly unformatted: number;
}

/** The rule of the formatter's one finding on a file. */
export const unformattedRule = 'format';

/** The rule of a file that cannot be parsed: told once, by the first tool that meets it. */
export const syntaxRule = 'syntax';

/** The tool of Skillwright's own diagnostics. */
export const ownTool = 'skillwright';

/** A diagnostic of Skillwright's own about a file as a whole, such as the reason why no tool could read it. */
export function fileDiagnostic(
  rule: string,
  path: string | null,
  message: string,
  severity: Severity = 'ERROR',
): Diagnostic {
  return { tool: ownTool, rule, severity, path, line: null, column: null, message, fixable: false };
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

/** Orders by path, line, column, tool and rule; diagnostics without a file come first. */
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
