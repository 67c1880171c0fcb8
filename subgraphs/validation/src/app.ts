import { topics } from '@skillwright/contracts/events';
import { validationOperations, validationTypeDefs } from '@skillwright/contracts/validation';
import { registerEventsAdmin } from '@skillwright/events/admin';
import { startConsumer, type EventConsumer } from '@skillwright/events/consumer';
import type { EventTransport } from '@skillwright/events/log';
import { PostgresOutbox, relayStep } from '@skillwright/events/outbox';
import { registerRest } from '@skillwright/rest';
import {
  Health,
  Lifecycle,
  createHttpServer,
  createMetrics,
  createNeighbour,
  type Clock,
  type Logger,
  type ServiceApp,
} from '@skillwright/service';
import { createSubgraph } from '@skillwright/subgraph';
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
import { findSandbox, type FoundSandbox } from './sandbox/find-sandbox.js';

const name = 'validation';
const generationTimeoutMs = 30_000;
const countOpenReports = `SELECT count(*) AS value FROM reports WHERE status IN ('QUEUED', 'RUNNING')`;
/** Less than callers wait: they are given the unfinished report, not a broken connection. */
const waitMs = 110_000;

/** What the service is given from outside: who makes the parts ends them, after the service has stopped. */
export interface ValidationParts {
  readonly logger: Logger;
  readonly transport: EventTransport;
  readonly clock?: Clock;
  /** The sandbox, where it was looked for already. */
  readonly sandbox?: FoundSandbox;
}

/** Builds the validation service. It tries the sandbox; nothing is connected before `start`. */
export async function createValidationApp(config: ValidationConfig, parts: ValidationParts): Promise<ServiceApp> {
  const { logger, transport, clock = () => new Date() } = parts;
  const metrics = createMetrics({ service: name });
  const database = createReportDatabase({ databaseUrl: config.databaseUrl, logger });
  const queue = new PrismaReportQueue({ database, maxOpen: config.queueLimit });
  const generation = createNeighbour({
    name: 'generation',
    baseUrl: config.generationUrl,
    timeoutMs: generationTimeoutMs,
  });
  const projects = new GenerationProjectSource(generation);

  const found = parts.sandbox ?? (await findSandbox());
  const pool = found.sandbox && new CheckPool({ sandbox: found.sandbox, size: config.concurrency });
  const runner = new ReportRunner({
    ...{ queue, projects, clock, logger, concurrency: config.concurrency },
    validator: new SandboxedValidator({ found, pool }),
    metrics: createReportMetrics(metrics, () => database.measure(countOpenReports)),
  });
  const repository = new PrismaReportRepository(database);
  const subgraph = await createSubgraph({
    typeDefs: validationTypeDefs,
    resolvers: createReportResolvers({ queue, repository, runner, projects, clock, waitMs }),
    logger,
  });

  const health = new Health();
  const http = createHttpServer({ logger, health, metrics });
  await subgraph.register(http);
  registerRest(http, { operations: Object.values(validationOperations), execute: subgraph.execute });
  const outbox = new PostgresOutbox({ databaseUrl: config.databaseUrl, name, logger });
  registerEventsAdmin(http, { topics, outbox, transport, groups: [name] });

  let consumer: EventConsumer | undefined;
  health.addPart('postgresql', () => database.status());
  // A machine without isolation is not an outage: reports then end in ERROR and say why.
  health.addPart('sandbox', () => {
    const { sandbox, faults } = found;
    return { status: 'up', ...(sandbox ? sandbox.description : { implementation: 'none' }), faults };
  });

  const handlers = createGeneratedHandlers({ queue, clock, wake: () => runner.wake() });
  const lifecycle = new Lifecycle(logger)
    .add({ name: 'database', start: () => database.connect(), stop: () => database.close() })
    .add({ name: 'neighbours', stop: () => generation.close() })
    .add(relayStep({ outbox, transport, health, logger, metrics }))
    .add({ name: 'checks', start: () => pool?.start(), stop: () => pool?.stop() })
    .add({ name: 'reports', start: () => runner.start(), stop: () => runner.stop() })
    .add({
      name: 'consumer',
      start: async () => {
        consumer = await startConsumer({ topics, transport, group: name, handlers, logger, metrics });
      },
      stop: () => consumer?.stop(),
    })
    .add({ name: 'subgraph', stop: () => subgraph.stop() });

  return {
    name,
    http,
    health,
    metrics,
    execute: subgraph.execute,
    start: () => lifecycle.start(),
    stop: () => lifecycle.stop(),
  };
}
