import { compareDiagnostics, fileDiagnostic, type Diagnostic } from './diagnostic.js';

/** A report shows so many diagnostics; its counts are of all. */
const maxShown = 2_000;
export const maxMessageLength = 2_000;
export const maxRuleLength = 200;

/** The diagnostics by place, cut to the number that a report shows. After a cut the first one states it, with `total` as the number before. */
export function limitDiagnostics(diagnostics: readonly Diagnostic[], total = diagnostics.length): Diagnostic[] {
  const shown = [...diagnostics].sort(compareDiagnostics).slice(0, maxShown).map(fitDiagnostic);
  if (shown.length >= total) return shown;
  const message = `This list was cut: it shows ${shown.length} of ${total} diagnostics.`;
  return [fileDiagnostic('diagnostics-cut', null, message, 'WARNING'), ...shown];
}

/** A tool's diagnostic within the bounds that every reader of a report can rely on: short texts, places from 1. */
export function fitDiagnostic(diagnostic: Diagnostic): Diagnostic {
  const { tool, rule, severity, path, line, column, message, fixable } = diagnostic;
  return {
    ...{ tool, severity, path, fixable },
    rule: rule === null ? null : cut(rule, maxRuleLength),
    line: toPlace(line),
    column: toPlace(column),
    message: cut(message, maxMessageLength),
  };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Some tools leave places out, count from 0, or name one behind the end. */
function toPlace(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : null;
}
