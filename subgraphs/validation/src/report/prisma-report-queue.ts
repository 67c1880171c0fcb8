import { hostname } from 'node:os';
import type { Event } from '@skillwright/contracts/events';
import { validationErrors } from '@skillwright/contracts/validation';
import { rememberEvent } from '@skillwright/events/consumer';
import { outboxRow } from '@skillwright/events/outbox';
import { Prisma } from '@skillwright/prisma/validation';
import { replaceUnstorableCharacters } from '@skillwright/rules';
import { newId } from '@skillwright/service';
import type { SourceFile } from '../source/source-file.js';
import { emptySummary, type Outcome, type ReportKind } from './report.js';
import type { ReportDatabase } from './prisma-report-database.js';
import type { LeasedReport, ReportEnd, ReportQueue, ReportRequest } from './report-queue.js';

export interface PrismaReportQueueOptions {
  readonly database: ReportDatabase;
  /** More reports than this do not wait at the same time. */
  readonly maxOpen: number;
}

/** The consumer's name in the inbox. */
const consumer = 'validation';

/** The queue is the table of reports itself. */
export class PrismaReportQueue implements ReportQueue {
  /** Names this process in the leases; two of one host, or a restarted one, differ. */
  private readonly owner = `${hostname()}:${process.pid}:${newId()}`;

  constructor(private readonly options: PrismaReportQueueOptions) {}

  async add(request: ReportRequest): Promise<void> {
    await this.options.database.transaction((transaction) => this.insert(transaction, request, null));
  }

  async addOnce(request: ReportRequest, event: Event): Promise<boolean> {
    return this.options.database.transaction(async (transaction) => {
      if (!(await rememberEvent(transaction, consumer, event.id))) return false;
      await this.insert(transaction, request, event.id);
      return true;
    });
  }

  private async insert(
    transaction: Prisma.TransactionClient,
    { files, checks, ...request }: ReportRequest,
    requestedByEvent: string | null,
  ): Promise<void> {
    const count = await countOpen(transaction);
    if (count >= this.options.maxOpen) throw validationErrors.VALIDATION_QUEUE_FULL({ count });
    await transaction.report.create({
      data: {
        ...request,
        requestedByEvent,
        checks: checks === null ? Prisma.DbNull : [...checks],
        input: files === null ? Prisma.DbNull : files.map((file) => ({ ...file })),
      },
    });
  }

  async lease(leaseMs: number, now: Date, running: readonly string[] = []): Promise<LeasedReport | undefined> {
    const [row] = await this.options.database.query(
      (client) => client.$queryRaw<LeasedRow[]>`
      WITH waiting AS MATERIALIZED (
        SELECT id, status FROM reports
        WHERE status IN ('QUEUED', 'RUNNING') AND (locked_until IS NULL OR locked_until < now())
          AND NOT (id = ANY(${[...running]}::uuid[]))
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
      )
      UPDATE reports r SET status = 'RUNNING', attempts = r.attempts + 1, locked_by = ${this.owner},
        locked_until = now() + ${leaseMs} * interval '1 millisecond', started_at = coalesce(r.started_at, ${now})
      FROM waiting WHERE r.id = waiting.id
      RETURNING r.id, r.kind::text AS kind, r.project_id AS "projectId", r.input AS files, r.checks, r.traceparent,
        r.created_at AS "createdAt", r.started_at AS "startedAt", r.attempts,
        waiting.status = 'RUNNING' AS "wasAbandoned"`,
    );
    return row;
  }

  async renew(report: LeasedReport, leaseMs: number): Promise<boolean> {
    const renewed = await this.options.database.query(
      (client) => client.$executeRaw`
      UPDATE reports SET locked_until = now() + ${leaseMs} * interval '1 millisecond' WHERE ${this.held(report)}`,
    );
    return renewed === 1;
  }

  async release(report: LeasedReport, { afterMs, uncounted }: { afterMs: number; uncounted: boolean }): Promise<void> {
    await this.options.database.query(
      (client) => client.$executeRaw`
      UPDATE reports SET status = 'QUEUED', locked_by = NULL, attempts = attempts - ${uncounted ? 1 : 0},
        locked_until = now() + ${afterMs} * interval '1 millisecond' WHERE ${this.held(report)}`,
    );
  }

  async finish(report: LeasedReport, outcome: Outcome, end: ReportEnd): Promise<boolean> {
    const { finishedAt, durationMs, projectRevision, event } = end;
    return this.options.database.transaction(async (transaction) => {
      const { count } = await transaction.report.updateMany({
        where: { id: report.id, status: 'RUNNING', lockedBy: this.owner, attempts: report.attempts },
        data: {
          ...{ finishedAt, durationMs, projectRevision, status: outcome.status, ...columnsOf(outcome) },
          ...{ input: Prisma.DbNull, lockedBy: null, lockedUntil: null },
        },
      });
      // An earlier call may have stored it, whose commit was not confirmed.
      if (count === 0) return (await transaction.outbox.count({ where: { id: event.id } })) === 1;
      await transaction.outbox.create({ data: outboxRow(event) });
      return true;
    });
  }

  /** The attempt is part of the lease: a report taken again after a lapse is not the same claim. */
  private held({ id, attempts }: LeasedReport): Prisma.Sql {
    return Prisma.sql`id = ${id}::uuid AND status = 'RUNNING' AND locked_by = ${this.owner} AND attempts = ${attempts}`;
  }
}

interface LeasedRow {
  readonly id: string;
  readonly kind: ReportKind;
  readonly projectId: string | null;
  readonly files: SourceFile[] | null;
  readonly checks: string[] | null;
  readonly traceparent: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date;
  readonly attempts: number;
  readonly wasAbandoned: boolean;
}

async function countOpen(client: Prisma.TransactionClient): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM reports WHERE status IN ('QUEUED', 'RUNNING')`;
  return row?.count ?? 0;
}

function columnsOf(outcome: Outcome) {
  if (outcome.status === 'ERROR') {
    const { code, message } = outcome.failure;
    return { ...emptySummary, failureCode: code, failureMessage: replaceUnstorableCharacters(message) };
  }
  const { summary, diagnostics, tests, tools } = outcome.verdict;
  return { ...summary, diagnostics: toJson(diagnostics), tests: toJson(tests), tools: toJson(tools) };
}

function toJson(value: unknown): Prisma.InputJsonValue {
  // Tools quote what they were given, and PostgreSQL cannot hold all of it.
  const storable = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'string' ? replaceUnstorableCharacters(item) : item,
  );
  return JSON.parse(storable) as Prisma.InputJsonValue;
}
