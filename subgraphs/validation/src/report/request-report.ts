import { generationErrors } from '@skillwright/contracts/generation';
import { coreErrors, isId, newId, type Clock, type FieldError } from '@skillwright/service';
import type { CodeCheck } from '../checks/protocol.js';
import type { ProjectSource } from '../project/project-source.js';
import type { SourceFile } from '../source/source-file.js';
import { findSourceFaults, looseFilesLimits } from '../source/source-rules.js';
import { awaitReport } from './await-report.js';
import type { ReportQueue } from './report-queue.js';
import type { ReportRepository } from './report-repository.js';
import type { ReportRunner } from './report-runner.js';
import type { Report, ReportKind } from './report.js';

/** What the use cases of reports work with. */
export interface Reports {
  readonly queue: ReportQueue;
  readonly repository: ReportRepository;
  readonly runner: ReportRunner;
  readonly projects: ProjectSource;
  readonly clock: Clock;
  /** The longest that a caller waits for a result; it is given the unfinished report then. */
  readonly waitMs: number;
}

/** What a caller wants validated. */
export interface ValidationInput {
  readonly projectId?: string | null | undefined;
  readonly files?: readonly SourceFile[] | null | undefined;
  readonly checks?: readonly CodeCheck[] | null | undefined;
  readonly async: boolean;
}

/** Queues a validation, and unless asked not to waits for it. Throws INVALID_INPUT, PROJECT_NOT_FOUND, VALIDATION_QUEUE_FULL. */
export async function requestReport(
  { queue, projects, clock, ...parts }: Reports,
  kind: ReportKind,
  input: ValidationInput,
  { traceparent }: { readonly traceparent?: string | undefined },
): Promise<Report> {
  const faults = findInputFaults(input);
  if (faults.length > 0) throw coreErrors.INVALID_INPUT({ count: faults.length }, { errors: faults });
  const { projectId, files } = input;
  if (projectId && !(await projects.hasProject(projectId))) throw generationErrors.PROJECT_NOT_FOUND({ id: projectId });

  const id = newId();
  await queue.add({
    ...{ id, kind, createdAt: clock(), traceparent: traceparent ?? null },
    projectId: projectId?.toLowerCase() ?? null,
    files: files?.map(({ path, content, encoding, executable }) => ({ path, content, encoding, executable })) ?? null,
    checks: input.checks?.length ? [...new Set(input.checks)] : null,
  });
  parts.runner.wake();
  if (!input.async) await awaitReport(id, parts);
  const [report] = await parts.repository.findReports([id]);
  if (!report) throw new Error(`The report ${id} is gone.`);
  return report;
}

function findInputFaults({ projectId, files }: ValidationInput): FieldError[] {
  const isProject = projectId !== undefined && projectId !== null;
  if (isProject === Boolean(files)) {
    return [{ code: 'one_source', path: 'files', message: 'Give exactly one of projectId and files.' }];
  }
  if (files) return findSourceFaults(files, looseFilesLimits);
  if (!isProject || isId(projectId)) return [];
  throw generationErrors.PROJECT_NOT_FOUND({ id: projectId });
}
