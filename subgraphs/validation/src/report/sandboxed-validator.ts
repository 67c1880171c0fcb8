import { createRequire } from 'node:module';
import { validationErrors } from '@skillwright/contracts/validation';
import { checkCode } from '../checks/check-code.js';
import type { CheckPool } from '../checks/check-pool.js';
import { countDiagnostics, type ToolVersion } from '../checks/diagnostic.js';
import type { CodeCheck } from '../checks/protocol.js';
import type { FoundSandbox } from '../sandbox/find-sandbox.js';
import type { SourceFile } from '../source/source-file.js';
import { failedTestRule } from '../tests/findings.js';
import { testProject } from '../tests/test-project.js';
import { emptySummary, type Verdict } from './report.js';
import type { Validator } from './validator.js';

export interface SandboxedValidatorParts {
  readonly found: FoundSandbox;
  /** Present where a sandbox is. */
  readonly pool: CheckPool | undefined;
}

/** Does everything in the sandbox. Without one it does nothing: SANDBOX_UNAVAILABLE. */
export class SandboxedValidator implements Validator {
  constructor(private readonly parts: SandboxedValidatorParts) {}

  async checkCode(files: readonly SourceFile[], checks: readonly CodeCheck[], signal: AbortSignal): Promise<Verdict> {
    const { pool } = this.parts;
    if (!pool) throw this.unavailable();
    const { counts, filesChecked, diagnostics, tools } = await checkCode(pool, files, checks, signal);
    return { summary: { ...emptySummary, ...counts, filesChecked }, diagnostics, tests: [], tools };
  }

  async runTests(files: readonly SourceFile[], signal: AbortSignal): Promise<Verdict> {
    const { sandbox } = this.parts.found;
    if (!sandbox) throw this.unavailable();
    const { counts, tests, diagnostics, filesChecked, coveragePercent } = await testProject(sandbox, files, signal);
    return {
      summary: {
        ...emptySummary,
        ...countDiagnostics(diagnostics.filter(({ rule }) => rule !== failedTestRule)),
        ...{ filesChecked, coveragePercent },
        ...{ testsPassed: counts.passed, testsFailed: counts.failed, testsSkipped: counts.skipped },
      },
      diagnostics,
      tests,
      tools: testTools,
    };
  }

  private unavailable() {
    return validationErrors.SANDBOX_UNAVAILABLE({ faults: this.parts.found.faults.join(' ') });
  }
}

const jest = createRequire(import.meta.url)('jest/package.json') as { readonly version: string };

const testTools: readonly ToolVersion[] = [
  { name: 'node', version: process.versions.node },
  { name: 'jest', version: jest.version },
];
