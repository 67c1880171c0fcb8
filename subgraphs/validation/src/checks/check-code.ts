import type { SourceFile } from '../source/source-file.js';
import type { CheckPool } from './check-pool.js';
import {
  compareDiagnostics,
  countDiagnostics,
  fileDiagnostic,
  type Diagnostic,
  type DiagnosticCounts,
  type ToolVersion,
} from './diagnostic.js';
import type { CodeCheck } from './protocol.js';
import { selectTextFiles } from './text-file-rules.js';

/** A report shows so many; the counts are of all. */
const maxShown = 2_000;
const maxMessageLength = 2_000;

export const allChecks: readonly CodeCheck[] = ['LINT', 'FORMAT', 'TYPES'];

export interface CodeFindings {
  readonly counts: DiagnosticCounts;
  readonly filesChecked: number;
  /** By place. */
  readonly diagnostics: readonly Diagnostic[];
  readonly tools: readonly ToolVersion[];
}

/** Runs the checks over a set of files. Throws where they cannot be run at all, or on `signal`. */
export async function checkCode(
  pool: CheckPool,
  files: readonly SourceFile[],
  checks: readonly CodeCheck[],
  signal: AbortSignal,
): Promise<CodeFindings> {
  const { texts, diagnostics: refused } = selectTextFiles(files);
  const result = await pool.check({ checks, files: texts }, signal);
  const own = countDiagnostics(refused);
  return {
    counts: {
      errors: result.counts.errors + own.errors,
      warnings: result.counts.warnings + own.warnings,
      unformatted: result.counts.unformatted,
    },
    filesChecked: result.filesChecked,
    diagnostics: limit([...refused, ...result.diagnostics], result.counts, own),
    tools: result.tools,
  };
}

function limit(diagnostics: readonly Diagnostic[], ...counts: readonly DiagnosticCounts[]): Diagnostic[] {
  const total = counts.reduce((sum, { errors, warnings, unformatted }) => sum + errors + warnings + unformatted, 0);
  const shown = [...diagnostics].sort(compareDiagnostics).slice(0, maxShown).map(shorten);
  if (shown.length >= total) return shown;
  const message = `This list was cut: it shows ${shown.length} of ${total} diagnostics.`;
  return [fileDiagnostic('diagnostics-cut', null, message, 'WARNING'), ...shown];
}

function shorten(diagnostic: Diagnostic): Diagnostic {
  const { message } = diagnostic;
  return message.length <= maxMessageLength
    ? diagnostic
    : { ...diagnostic, message: `${message.slice(0, maxMessageLength)}…` };
}
