import type { Diagnostic } from '../checks/diagnostic.js';
import type { TestResult } from '../test-run/test-result.js';
import type { Report, ReportKind } from './report.js';

/** A page of a list, newest first. */
export interface ReportPageRequest {
  readonly kind: ReportKind | undefined;
  readonly limit: number;
  /** Begins behind this report. */
  readonly afterId: string | undefined;
}

/** Reads reports. Every method takes many keys, and answers in their order with one query. */
export interface ReportRepository {
  findReports(ids: readonly string[]): Promise<(Report | undefined)[]>;
  /** The newest report of each project. */
  findLatest(projectIds: readonly string[], kind: ReportKind | undefined): Promise<(Report | undefined)[]>;
  findOfProjects(projectIds: readonly string[], page: ReportPageRequest): Promise<Report[][]>;
  countOfProjects(projectIds: readonly string[], kind: ReportKind | undefined): Promise<number[]>;
  findAll(page: ReportPageRequest): Promise<Report[]>;
  countAll(kind: ReportKind | undefined): Promise<number>;
  findDiagnostics(ids: readonly string[]): Promise<(readonly Diagnostic[])[]>;
  findTests(ids: readonly string[]): Promise<(readonly TestResult[])[]>;
}
