import { generationErrors } from '@skillwright/contracts/generation';
import { validationErrors } from '@skillwright/contracts/validation';
import { coreErrors, ServiceError, type Caller, type Logger } from '@skillwright/service';
import type { ProjectSource } from '../project/project-source.js';
import type { SourceFile } from '../source/source-file.js';
import { findSourceFaults, projectLimits } from '../source/source-rules.js';
import { toOutcome, type Outcome } from './report.js';
import type { LeasedReport } from './report-queue.js';
import type { Validator } from './validator.js';

/** A report is begun this many times, then it ends without a verdict. */
const maxAttempts = 3;
/** The same for a report whose process ended while it ran: it may be the reason. */
const maxAbandonedAttempts = 2;

export interface RunReportParts {
  readonly projects: ProjectSource;
  readonly validator: Validator;
  readonly logger: Logger;
}

export interface RunResult {
  readonly outcome: Outcome;
  readonly projectRevision: number | null;
}

/**
 * Carries a claimed report out. Returns `undefined` when it is worth another attempt later, and throws only on the
 * caller's signal.
 */
export async function runReport(
  report: LeasedReport,
  { projects, validator, logger }: RunReportParts,
  caller: Caller,
): Promise<RunResult | undefined> {
  const { signal } = caller;
  let projectRevision: number | null = null;
  const ended = (error: ServiceError): RunResult => {
    return { outcome: { status: 'ERROR', failure: { code: error.code, message: error.message } }, projectRevision };
  };
  const mostAttempts = report.wasAbandoned ? maxAbandonedAttempts : maxAttempts;
  if (report.attempts > mostAttempts)
    return ended(validationErrors.VALIDATION_GAVE_UP({ attempts: report.attempts - 1 }));
  try {
    const { files, revision } = await filesOf(report, projects, caller);
    projectRevision = revision;
    const verdict =
      report.kind === 'CODE'
        ? await validator.checkCode(files, report.checks, signal)
        : await validator.runTests(files, signal);
    return { outcome: toOutcome(verdict), projectRevision };
  } catch (error) {
    signal.throwIfAborted();
    const isLast = report.attempts >= maxAttempts;
    if (error instanceof ServiceError) return error.retryable && !isLast ? undefined : ended(error);
    logger.error({ err: error, report_id: report.id, attempt: report.attempts }, 'a validation failed');
    return isLast ? ended(coreErrors.INTERNAL()) : undefined;
  }
}

async function filesOf(
  { files, projectId }: LeasedReport,
  projects: ProjectSource,
  caller: Caller,
): Promise<{ files: readonly SourceFile[]; revision: number | null }> {
  if (projectId === null) return { files: files ?? [], revision: null };
  const project = await projects.findFiles(projectId, caller);
  if (!project) throw generationErrors.PROJECT_NOT_FOUND({ id: projectId });
  const [fault] = findSourceFaults(project.files, projectLimits);
  if (fault) throw validationErrors.PROJECT_NOT_FIT({ fault: `${fault.path}: ${fault.message}` });
  return project;
}
