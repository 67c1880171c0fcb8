import { topics } from '@skillwright/contracts/events';
import { validationOperations, validationTypeDefs } from '@skillwright/contracts/validation';
import { noAuth } from '@skillwright/auth';
import { PostgresOutbox } from '@skillwright/events/outbox';
import { createMetrics, createNeighbour, servicePrincipal, type ServiceApp } from '@skillwright/service';
import { createSubgraphService, type SubgraphParts } from '@skillwright/subgraph';
import { createGeneratedHandlers } from './automatic/validate-generated.js';
import { CheckPool } from './check-run/check-pool.js';
import type { ValidationConfig } from './config.js';
import { GenerationProjectSource } from './project/generation-project-source.js';
import { createReportDatabase } from './report/prisma-report-database.js';
import { PrismaReportQueue } from './report/prisma-report-queue.js';
import { PrismaReportRepository } from './report/prisma-report-repository.js';
import { createReportMetrics } from './report/report-metrics.js';
import { createReportResolvers } from './report/report-resolvers.js';
import { ReportRunner } from './report/report-runner.js';
import { SandboxedValidator } from './report/sandboxed-validator.js';
import { findSandbox, sandboxStatus, type FoundSandbox } from './sandbox/find-sandbox.js';

const name = 'validation';
const generationTimeoutMs = 30_000;
const countOpenReports = `SELECT count(*) AS value FROM reports WHERE status IN ('QUEUED', 'RUNNING')`;
/** Less than callers wait: a late report is answered unfinished, instead of a broken connection. */
const waitMs = 110_000;

export interface ValidationParts extends SubgraphParts {
  /** The sandbox, where it was looked for already. */
  readonly sandbox?: FoundSandbox;
}

/** Builds the validation service. It tries the sandbox; nothing is connected before `start`. */
export async function createValidationApp(config: ValidationConfig, parts: ValidationParts): Promise<ServiceApp> {
  const { logger, auth = noAuth, clock = () => new Date() } = parts;
  const { databaseUrl, concurrency } = config;
  const metrics = createMetrics({ service: name });
  const database = createReportDatabase({ databaseUrl, logger });
  const queue = new PrismaReportQueue({ database, maxOpen: config.queueLimit });
  const repository = new PrismaReportRepository(database);
  const generation = createNeighbour({
    ...{ name: 'generation', baseUrl: config.generationUrl, timeoutMs: generationTimeoutMs },
    ...{ prove: auth.prove, principal: servicePrincipal(name, ['generate:projects']) },
  });
  const projects = new GenerationProjectSource(generation);

  const found = parts.sandbox ?? (await findSandbox());
  const pool = found.sandbox && new CheckPool({ sandbox: found.sandbox, size: concurrency });
  const runner = new ReportRunner({
    ...{ queue, projects, clock, logger, concurrency },
    validator: new SandboxedValidator({ found, pool }),
    metrics: createReportMetrics(metrics, () => database.measure(countOpenReports)),
  });

  return createSubgraphService({
    ...parts,
    ...{ name, metrics, topics },
    typeDefs: validationTypeDefs,
    operations: validationOperations,
    resolvers: [createReportResolvers({ queue, repository, runner, projects, clock, waitMs })],
    outbox: new PostgresOutbox({ databaseUrl, name, logger }),
    handlers: createGeneratedHandlers({ queue, clock, wake: () => runner.wake() }),
    neighbours: [generation],
    health: { postgresql: () => database.status(), sandbox: () => sandboxStatus(found) },
    stores: [{ name: 'database', start: () => database.connect(), stop: () => database.close() }],
    work: [
      { name: 'checks', start: () => pool?.start(), stop: () => pool?.stop() },
      { name: 'reports', start: () => runner.start(), stop: () => runner.stop() },
    ],
  });
}
