import { findChecks, toolsOf } from '../checks/check-registry.js';
import { countDiagnostics, type Diagnostic, type DiagnosticCounts } from '../checks/diagnostic.js';
import { limitDiagnostics } from '../checks/limit-diagnostics.js';
import { toToolVersion, type ToolVersion } from '../checks/tool-version.js';
import type { SourceFile } from '../source/source-file.js';
import type { CheckPool } from './check-pool.js';
import { selectTextFiles } from './text-files-rules.js';

export interface CodeFindings {
  readonly counts: DiagnosticCounts;
  readonly filesChecked: number;
  /** By place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The tools of the checks that ran. */
  readonly tools: readonly ToolVersion[];
}

/**
 * Runs checks, by name, over a set of files; null runs all of them. Throws where they cannot be run at all, as CheckPool
 * does, and on `signal`.
 */
export async function checkCode(
  pool: CheckPool,
  files: readonly SourceFile[],
  checks: readonly string[] | null,
  signal: AbortSignal,
): Promise<CodeFindings> {
  const tools = toolsOf(findChecks(checks)).map(toToolVersion);
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
    tools,
  };
}

function total({ errors, warnings, unformatted }: DiagnosticCounts): number {
  return errors + warnings + unformatted;
}
