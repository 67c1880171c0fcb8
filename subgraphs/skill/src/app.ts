import { topics } from '@skillwright/contracts/events';
import { generationOperations } from '@skillwright/contracts/generation';
import { skillOperations, skillTypeDefs } from '@skillwright/contracts/skill';
import { validationOperations } from '@skillwright/contracts/validation';
import { registerEventsAdmin } from '@skillwright/events/admin';
import type { EventTransport } from '@skillwright/events/log';
import { PostgresOutbox, relayStep } from '@skillwright/events/outbox';
import { createRestClient, registerRest } from '@skillwright/rest';
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
import type { SkillConfig } from './config.js';
import type { Library } from './library/library.js';
import { createSkillDatabase } from './library/prisma-skill-database.js';
import { PrismaSkillRepository } from './library/prisma-skill-repository.js';
import { createSkillResolvers } from './library/skill-resolvers.js';
import { createVerificationDurations, observeLibrary } from './metrics.js';
import { seedLibrary } from './seeding/seed-library.js';
import { createVerificationResolvers } from './verification/verification-resolvers.js';

const name = 'skill';
const generationTimeoutMs = 30_000;
const validationTimeoutMs = 120_000;
const verificationTimeoutMs = 300_000;

/** What the service is given from outside: who makes the parts ends them, after the service has stopped. */
export interface SkillParts {
  readonly logger: Logger;
  readonly transport: EventTransport;
  readonly clock?: Clock;
}

/** Builds the skill service. Nothing is connected before `start`, which seeds the library too. */
export async function createSkillApp(config: SkillConfig, parts: SkillParts): Promise<ServiceApp> {
  const { logger, transport, clock = () => new Date() } = parts;
  const metrics = createMetrics({ service: name });
  const database = createSkillDatabase({ databaseUrl: config.databaseUrl, logger });
  const library: Library = { skills: new PrismaSkillRepository(database), clock };
  observeLibrary(metrics, () => database.measure('SELECT count(*) AS value FROM skills'));

  const generation = createNeighbour({
    name: 'generation',
    baseUrl: config.generationUrl,
    timeoutMs: generationTimeoutMs,
  });
  const validation = createNeighbour({
    name: 'validation',
    baseUrl: config.validationUrl,
    timeoutMs: validationTimeoutMs,
  });
  const verifier = {
    skills: library.skills,
    neighbours: {
      generation: createRestClient(generation, generationOperations),
      validation: createRestClient(validation, validationOperations),
    },
    timeoutMs: verificationTimeoutMs,
  };

  const ofLibrary = createSkillResolvers(library);
  const ofVerification = createVerificationResolvers(verifier, createVerificationDurations(metrics));
  const subgraph = await createSubgraph({
    typeDefs: skillTypeDefs,
    resolvers: { ...ofLibrary, Mutation: { ...ofLibrary.Mutation, ...ofVerification.Mutation } },
    logger,
  });

  const health = new Health();
  const http = createHttpServer({ logger, health, metrics });
  await subgraph.register(http);
  registerRest(http, { operations: Object.values(skillOperations), execute: subgraph.execute });
  const outbox = new PostgresOutbox({ databaseUrl: config.databaseUrl, name, logger });
  registerEventsAdmin(http, { topics, outbox, transport, groups: [] });

  health.addPart('postgresql', () => database.status());

  const lifecycle = new Lifecycle(logger)
    .add({ name: 'database', start: () => database.connect(), stop: () => database.close() })
    .add(relayStep({ outbox, transport, health, logger, metrics }))
    .add({
      name: 'first-party skills',
      start: async () => {
        if (config.skillsDir === undefined) return;
        const outcomes = await seedLibrary(library, config.skillsDir, logger);
        logger.info({ outcomes }, 'the library has its first-party skills');
      },
    })
    .add({
      name: 'neighbours',
      stop: () => Promise.all([generation.close(), validation.close()]).then(() => undefined),
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
