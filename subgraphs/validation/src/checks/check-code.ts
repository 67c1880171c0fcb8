import type { SourceFile } from '../source/source-file.js';
import type { CheckPool } from './check-pool.js';
import { countDiagnostics, type Diagnostic, type DiagnosticCounts, type ToolVersion } from './diagnostic.js';
import { limitDiagnostics } from './limit-diagnostics.js';
import type { CodeCheck } from './protocol.js';
import { selectTextFiles } from './text-file-rules.js';

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
    diagnostics: limitDiagnostics([...refused, ...result.diagnostics], total(result.counts) + total(own)),
    tools: result.tools,
  };
}

function total({ errors, warnings, unformatted }: DiagnosticCounts): number {
  return errors + warnings + unformatted;
}
