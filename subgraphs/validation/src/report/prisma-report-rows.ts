import { Prisma } from '@skillwright/prisma/validation';
import type { ToolVersion } from '../checks/tool-version.js';
import type { Report, ReportKind, ReportStatus, ReportSummary } from './report.js';

/** The columns of a report but for its long lists. */
export const reportColumns = Prisma.sql`
  r.id, r.project_id AS "projectId", r.kind::text AS kind, r.status::text AS status, r.created_at AS "createdAt",
  r.started_at AS "startedAt", r.finished_at AS "finishedAt", r.duration_ms AS "durationMs",
  r.files_checked AS "filesChecked", r.errors, r.warnings, r.unformatted, r.tests_passed AS "testsPassed",
  r.tests_failed AS "testsFailed", r.tests_skipped AS "testsSkipped", r.coverage_percent AS "coveragePercent",
  r.tools, r.failure_code AS "failureCode", r.failure_message AS "failureMessage"`;

export interface ReportRow extends ReportSummary {
  readonly id: string;
  readonly projectId: string | null;
  readonly kind: ReportKind;
  readonly status: ReportStatus;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly durationMs: number | null;
  readonly tools: readonly ToolVersion[];
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}

/** A row of `reportColumns` as a report. */
export function toReport(row: ReportRow): Report {
  const { id, projectId, kind, status, createdAt, startedAt, finishedAt, durationMs, tools } = row;
  return {
    ...{ id, projectId, kind, status, createdAt, startedAt, finishedAt, durationMs, tools },
    summary: {
      filesChecked: row.filesChecked,
      errors: row.errors,
      warnings: row.warnings,
      unformatted: row.unformatted,
      testsPassed: row.testsPassed,
      testsFailed: row.testsFailed,
      testsSkipped: row.testsSkipped,
      coveragePercent: row.coveragePercent,
    },
    failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? '' },
  };
}
