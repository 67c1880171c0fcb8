import { validationErrors } from '@skillwright/contracts/validation';
import { checkCode } from '../check-run/check-code.js';
import type { CheckPool } from '../check-run/check-pool.js';
import type { Tool } from '../checks/check.js';
import { countDiagnostics } from '../checks/diagnostic.js';
import { toToolVersion } from '../checks/tool-version.js';
import type { FoundSandbox } from '../sandbox/find-sandbox.js';
import type { SourceFile } from '../source/source-file.js';
import { runProjectTests } from '../test-run/run-project-tests.js';
import { failedTestRule } from '../test-run/test-findings.js';
import { emptySummary, type Verdict } from './report.js';
import type { Validator } from './validator.js';

export interface SandboxedValidatorParts {
  readonly found: FoundSandbox;
  /** Present where a sandbox is. */
  readonly pool: CheckPool | undefined;
}

/** Runs checks and tests in the sandbox. Without one it throws SANDBOX_UNAVAILABLE. */
export class SandboxedValidator implements Validator {
  constructor(private readonly parts: SandboxedValidatorParts) {}

  async checkCode(
    files: readonly SourceFile[],
    checks: readonly string[] | null,
    signal: AbortSignal,
  ): Promise<Verdict> {
    const { pool } = this.parts;
    if (!pool) throw this.unavailable();
    const { counts, filesChecked, diagnostics, tools } = await checkCode(pool, files, checks, signal);
    return { summary: { ...emptySummary, ...counts, filesChecked }, diagnostics, tests: [], tools };
  }

  async runTests(files: readonly SourceFile[], signal: AbortSignal): Promise<Verdict> {
    const { sandbox } = this.parts.found;
    if (!sandbox) throw this.unavailable();
    const { counts, tests, diagnostics, filesChecked, coveragePercent } = await runProjectTests(sandbox, files, signal);
    return {
      summary: {
        ...emptySummary,
        ...countDiagnostics(diagnostics.filter(({ rule }) => rule !== failedTestRule)),
        ...{ filesChecked, coveragePercent },
        ...{ testsPassed: counts.passed, testsFailed: counts.failed, testsSkipped: counts.skipped },
      },
      diagnostics,
      tests,
      tools: [{ name: 'node', version: process.versions.node }, toToolVersion(jest)],
    };
  }

  private unavailable() {
    return validationErrors.SANDBOX_UNAVAILABLE({ faults: this.parts.found.faults.join(' ') });
  }
}

const jest: Tool = { name: 'jest', packageName: 'jest' };
