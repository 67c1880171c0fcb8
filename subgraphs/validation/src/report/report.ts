import type { Diagnostic } from '../checks/diagnostic.js';
import type { ToolVersion } from '../checks/tool-version.js';
import type { TestResult } from '../test-run/test-result.js';

export type ReportKind = 'CODE' | 'TESTS';
export type ReportStatus = 'QUEUED' | 'RUNNING' | 'PASSED' | 'FAILED' | 'ERROR';

export interface ReportSummary {
  readonly filesChecked: number;
  readonly errors: number;
  readonly warnings: number;
  readonly unformatted: number;
  readonly testsPassed: number;
  readonly testsFailed: number;
  readonly testsSkipped: number;
  /** 0 to 100; null where it was not measured. */
  readonly coveragePercent: number | null;
}

/** Why a validation could not be carried out. */
export interface ReportFailure {
  readonly code: string;
  readonly message: string;
}

/** A validation, without the long lists that only some readers want. */
export interface Report {
  readonly id: string;
  /** Null where loose files were validated. */
  readonly projectId: string | null;
  readonly kind: ReportKind;
  readonly status: ReportStatus;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly durationMs: number | null;
  readonly summary: ReportSummary;
  readonly tools: readonly ToolVersion[];
  readonly failure: ReportFailure | null;
}

/** A report with its long lists. */
export interface WholeReport {
  readonly report: Report;
  readonly diagnostics: readonly Diagnostic[];
  readonly tests: readonly TestResult[];
}

/** A project of the generation service, known by its id alone. */
export interface ProjectReference {
  readonly id: string;
}

/** The findings of a validation. */
export interface Verdict {
  readonly summary: ReportSummary;
  readonly diagnostics: readonly Diagnostic[];
  readonly tests: readonly TestResult[];
  readonly tools: readonly ToolVersion[];
}

/** How a validation ended: with a verdict, or without one. */
export type Outcome =
  | { readonly status: 'PASSED' | 'FAILED'; readonly verdict: Verdict }
  | { readonly status: 'ERROR'; readonly failure: ReportFailure };

export const emptySummary: ReportSummary = {
  filesChecked: 0,
  errors: 0,
  warnings: 0,
  unformatted: 0,
  testsPassed: 0,
  testsFailed: 0,
  testsSkipped: 0,
  coveragePercent: null,
};

/** Whether the report will not change any more. */
export function isFinished({ status }: Pick<Report, 'status'>): boolean {
  return status !== 'QUEUED' && status !== 'RUNNING';
}

/** A verdict's status: an error, an unformatted file or a failing test fails it; warnings alone do not. */
export function toOutcome(verdict: Verdict): Outcome {
  const { errors, unformatted, testsFailed } = verdict.summary;
  return { status: errors + unformatted + testsFailed > 0 ? 'FAILED' : 'PASSED', verdict };
}
