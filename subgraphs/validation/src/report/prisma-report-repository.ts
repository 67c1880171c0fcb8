import { Prisma } from '@skillwright/prisma/validation';
import type { Diagnostic } from '../checks/diagnostic.js';
import type { TestResult } from '../test-run/test-result.js';
import type { ReportDatabase } from './prisma-report-database.js';
import { reportColumns, toReport, type ReportRow } from './prisma-report-rows.js';
import type { ReportRepository, ReportPageRequest } from './report-repository.js';
import type { Report, ReportKind } from './report.js';

/** The reports in PostgreSQL. Their ids are UUIDv7: newest first is the order of ids, from the end. */
export class PrismaReportRepository implements ReportRepository {
  constructor(private readonly database: ReportDatabase) {}

  async findReports(ids: readonly string[]): Promise<(Report | undefined)[]> {
    const rows = await this.select<ReportRow>(Prisma.sql`
      SELECT ${reportColumns} FROM reports r WHERE r.id = ANY(${[...ids]}::uuid[])`);
    return inOrder(ids, rows, ({ id }) => id).map((row) => row && toReport(row));
  }

  async findLatest(projectIds: readonly string[], kind: ReportKind | undefined): Promise<(Report | undefined)[]> {
    const found = await this.findOfProjects(projectIds, { kind, limit: 1, afterId: undefined });
    return found.map(([latest]) => latest);
  }

  async findOfProjects(projectIds: readonly string[], page: ReportPageRequest): Promise<Report[][]> {
    const rows = await this.select<ReportRow>(Prisma.sql`
      SELECT r.* FROM unnest(${[...projectIds]}::uuid[]) AS wanted (project_id)
      CROSS JOIN LATERAL (
        SELECT ${reportColumns} FROM reports r
        WHERE r.project_id = wanted.project_id AND ${ofPage(page)} ORDER BY r.id DESC LIMIT ${page.limit}
      ) r ORDER BY r.id DESC`);
    const groups = new Map<string | null, Report[]>(projectIds.map((id) => [id, []]));
    for (const row of rows) groups.get(row.projectId)?.push(toReport(row));
    return projectIds.map((id) => groups.get(id) ?? []);
  }

  async countOfProjects(projectIds: readonly string[], kind: ReportKind | undefined): Promise<number[]> {
    const rows = await this.select<{ projectId: string; count: number }>(Prisma.sql`
      SELECT r.project_id AS "projectId", count(*)::int AS count FROM reports r
      WHERE r.project_id = ANY(${[...projectIds]}::uuid[]) AND ${ofKind(kind)} GROUP BY r.project_id`);
    return inOrder(projectIds, rows, ({ projectId }) => projectId).map((row) => row?.count ?? 0);
  }

  async findAll(page: ReportPageRequest): Promise<Report[]> {
    const rows = await this.select<ReportRow>(Prisma.sql`
      SELECT ${reportColumns} FROM reports r WHERE ${ofPage(page)} ORDER BY r.id DESC LIMIT ${page.limit}`);
    return rows.map(toReport);
  }

  async countAll(kind: ReportKind | undefined): Promise<number> {
    const [row] = await this.select<{ count: number }>(Prisma.sql`
      SELECT count(*)::int AS count FROM reports r WHERE ${ofKind(kind)}`);
    return row?.count ?? 0;
  }

  async findDiagnostics(ids: readonly string[]): Promise<(readonly Diagnostic[])[]> {
    const rows = await this.select<{ id: string; diagnostics: Diagnostic[] }>(Prisma.sql`
      SELECT id, diagnostics FROM reports WHERE id = ANY(${[...ids]}::uuid[])`);
    return inOrder(ids, rows, ({ id }) => id).map((row) => row?.diagnostics ?? []);
  }

  async findTests(ids: readonly string[]): Promise<(readonly TestResult[])[]> {
    const rows = await this.select<{ id: string; tests: TestResult[] }>(Prisma.sql`
      SELECT id, tests FROM reports WHERE id = ANY(${[...ids]}::uuid[])`);
    return inOrder(ids, rows, ({ id }) => id).map((row) => row?.tests ?? []);
  }

  private select<Row>(sql: Prisma.Sql): Promise<Row[]> {
    return this.database.query((client) => client.$queryRaw<Row[]>(sql));
  }
}

function ofKind(kind: ReportKind | undefined): Prisma.Sql {
  return kind === undefined ? Prisma.sql`TRUE` : Prisma.sql`r.kind = ${kind}::"ReportKind"`;
}

function ofPage({ kind, afterId }: ReportPageRequest): Prisma.Sql {
  const after = afterId === undefined ? Prisma.empty : Prisma.sql`AND r.id < ${afterId}::uuid`;
  return Prisma.sql`${ofKind(kind)} ${after}`;
}

function inOrder<Row>(keys: readonly string[], rows: readonly Row[], keyOf: (row: Row) => string): (Row | undefined)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key));
}
