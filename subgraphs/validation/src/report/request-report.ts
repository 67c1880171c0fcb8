import { generationErrors } from '@skillwright/contracts/generation';
import { coreErrors, isId, newId, type Clock, type Caller, type FieldError } from '@skillwright/service';
import type { ProjectSource } from '../project/project-source.js';
import type { SourceFile } from '../source/source-file.js';
import { findSourceFaults, looseFilesLimits } from '../source/source-rules.js';
import { awaitReport } from './await-report.js';
import type { ReportQueue, ReportRequest } from './report-queue.js';
import type { ReportRepository } from './report-repository.js';
import type { ReportRunner } from './report-runner.js';
import { emptySummary, type Report, type ReportKind, type WholeReport } from './report.js';

/** The parts that the use cases of reports work with. */
export interface Reports {
  readonly queue: ReportQueue;
  readonly repository: ReportRepository;
  readonly runner: ReportRunner;
  readonly projects: ProjectSource;
  readonly clock: Clock;
  /** The longest that a caller waits; then the answer is the unfinished report. */
  readonly waitMs: number;
}

/** A caller's request for a validation. */
export interface ValidationInput {
  readonly projectId?: string | null | undefined;
  readonly files?: readonly SourceFile[] | null | undefined;
  readonly checks?: readonly string[] | null | undefined;
  readonly async: boolean;
}

/**
 * Queues a validation, and waits for it unless `async`. Once it is queued, nothing is thrown: a report that cannot be read
 * is returned as it was queued. Throws INVALID_INPUT, PROJECT_NOT_FOUND, VALIDATION_QUEUE_FULL.
 */
export async function requestReport(
  { queue, projects, clock, ...parts }: Reports,
  kind: ReportKind,
  input: ValidationInput,
  caller: Caller,
): Promise<WholeReport> {
  const faults = findInputFaults(input);
  if (faults.length > 0) throw coreErrors.INVALID_INPUT({ count: faults.length }, { errors: faults });
  const { projectId, files } = input;
  if (projectId && !(await projects.hasProject(projectId, caller)))
    throw generationErrors.PROJECT_NOT_FOUND({ id: projectId });

  const request: ReportRequest = {
    ...{ id: newId(), kind, createdAt: clock(), traceparent: caller.traceparent ?? null },
    projectId: projectId?.toLowerCase() ?? null,
    files: files?.map(({ path, content, encoding, executable }) => ({ path, content, encoding, executable })) ?? null,
    checks: input.checks?.length ? [...new Set(input.checks)] : null,
  };
  await queue.add(request);
  parts.runner.wake();
  const queued = toQueued(request);
  return input.async ? { report: queued, diagnostics: [], tests: [] } : awaitReport(queued, parts, caller);
}

/** The report as it is stored when it is queued. */
function toQueued({ id, kind, projectId, createdAt }: ReportRequest): Report {
  return {
    ...{ id, kind, projectId, createdAt, status: 'QUEUED', summary: emptySummary },
    ...{ startedAt: null, finishedAt: null, durationMs: null, tools: [], failure: null },
  };
}

function findInputFaults({ projectId, files }: ValidationInput): FieldError[] {
  const isProject = projectId !== undefined && projectId !== null;
  if (isProject === Boolean(files)) {
    return [{ code: 'one_source', path: 'files', message: 'Give exactly one of `projectId` and `files`.' }];
  }
  if (files) return findSourceFaults(files, looseFilesLimits);
  if (!isProject || isId(projectId)) return [];
  throw generationErrors.PROJECT_NOT_FOUND({ id: projectId });
}
