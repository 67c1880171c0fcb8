import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient, type Prisma } from '@skillwright/prisma/validation';
import { Database } from '@skillwright/postgres/prisma';
import { createLogger, createMetrics, newId } from '@skillwright/service';
import { migrate } from '@skillwright/prisma/migrate';
import { startNetwork, testPostgres } from '@skillwright/testing';
import type { ProjectFiles, ProjectSource } from '../src/project/project-source.js';
import { createReportMetrics } from '../src/report/report-metrics.js';
import { PrismaReportQueue } from '../src/report/prisma-report-queue.js';
import { PrismaReportRepository } from '../src/report/prisma-report-repository.js';
import type { ReportRequest } from '../src/report/report-queue.js';
import { ReportRunner, type ReportRunnerOptions } from '../src/report/report-runner.js';
import { emptySummary, type Verdict } from '../src/report/report.js';
import type { Validator } from '../src/report/validator.js';

export const goodVerdict: Verdict = { summary: emptySummary, diagnostics: [], tests: [], tools: [] };

/** A validator for tests: finds no fault, unless it is given another behaviour. */
export class FakeValidator implements Validator {
  calls = 0;

  constructor(private readonly act: (signal: AbortSignal) => Promise<Verdict> = async () => goodVerdict) {}

  checkCode(_files: unknown, _checks: unknown, signal: AbortSignal): Promise<Verdict> {
    this.calls += 1;
    return this.act(signal);
  }

  runTests(_files: unknown, signal: AbortSignal): Promise<Verdict> {
    return this.checkCode(_files, undefined, signal);
  }
}

/** Projects of a test. */
class FakeProjectSource implements ProjectSource {
  readonly projects = new Map<string, ProjectFiles>();

  async hasProject(id: string): Promise<boolean> {
    return this.projects.has(id);
  }

  async findFiles(id: string): Promise<ProjectFiles | undefined> {
    return this.projects.get(id);
  }
}

/** The parts that work on reports, over a database of their own, without a server around them. */
export async function createReportParts({ maxOpen = 100 } = {}) {
  const ownDatabase = await (await testPostgres()).createDatabase({ service: 'validation', migrate });
  const network = await startNetwork(ownDatabase.url);
  const logger = createLogger({ service: 'validation', level: 'silent' });
  const statements: string[] = [];
  const database = new Database<PrismaClient, Prisma.TransactionClient>({
    ...{ service: 'validation', databaseUrl: network.url, logger },
    createClient: (adapter) => {
      const client = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] });
      client.$on('query', ({ query }) => void statements.push(query));
      return client;
    },
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: ownDatabase.url, max: 5 }) });
  const runners: ReportRunner[] = [];
  const projects = new FakeProjectSource();
  return {
    /** Looks into the database, whatever becomes of the network. */
    prisma,
    /** Between the parts and the database. */
    network,
    statements,
    projects,
    /** Each stands for a process: a lease of one is not the other's. */
    createQueue: () => new PrismaReportQueue({ database, maxOpen }),
    repository: new PrismaReportRepository(database),
    createRunner(
      options: Partial<ReportRunnerOptions> & Pick<ReportRunnerOptions, 'queue' | 'validator'>,
    ): ReportRunner {
      const runner = new ReportRunner({
        ...{ projects, clock: () => new Date(), concurrency: 1, pollMs: 20 },
        logger,
        metrics: createReportMetrics(createMetrics({ service: 'validation' }), async () => 0),
        ...options,
      });
      runners.push(runner);
      return runner;
    },
    async dispose() {
      await Promise.all(runners.map((runner) => runner.stop()));
      await Promise.all([database.close(), prisma.$disconnect()]);
      await network.stop();
      await ownDatabase.dispose();
    },
  };
}

export type ReportParts = Awaited<ReturnType<typeof createReportParts>>;

/** A request for loose files to be validated. */
export function createRequest(change: Partial<ReportRequest> = {}): ReportRequest {
  return {
    ...{ id: newId(), kind: 'CODE', projectId: null, checks: null, traceparent: null, createdAt: new Date() },
    files: [{ path: 'a.js', content: '', encoding: 'UTF8', executable: false }],
    ...change,
  };
}
