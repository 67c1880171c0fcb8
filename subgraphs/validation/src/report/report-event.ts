import { createEvent, type Event } from '@skillwright/contracts/events';
import type { Outcome } from './report.js';
import type { ReportRequest } from './report-queue.js';

const source = '/skillwright/validation';

/** The event of a validation's end: `validation.completed` with its verdict, or `validation.failed`. */
export function createReportEvent(report: ReportRequest, outcome: Outcome, now: Date): Event {
  const key = report.projectId ?? report.id;
  const options = { source, now: () => now, traceparent: report.traceparent ?? undefined };
  const about = {
    validation_id: report.id,
    project_id: report.projectId,
    kind: report.kind === 'CODE' ? ('code' as const) : ('tests' as const),
  };
  const timestamp = now.toISOString();
  if (outcome.status === 'ERROR')
    return createEvent('validation.failed', key, { ...about, ...outcome.failure, timestamp }, options);
  const { summary } = outcome.verdict;
  return createEvent(
    'validation.completed',
    key,
    {
      ...about,
      status: outcome.status === 'PASSED' ? 'passed' : 'failed',
      errors: summary.errors,
      warnings: summary.warnings,
      tests_passed: summary.testsPassed,
      tests_failed: summary.testsFailed,
      coverage_percent: summary.coveragePercent,
      timestamp,
    },
    options,
  );
}
