import { topics } from '@skillwright/contracts/events';
import { generationOperations } from '@skillwright/contracts/generation';
import { skillOperations, skillTypeDefs } from '@skillwright/contracts/skill';
import { validationOperations } from '@skillwright/contracts/validation';
import { noAuth } from '@skillwright/auth';
import { PostgresOutbox } from '@skillwright/events/outbox';
import { createRestClient } from '@skillwright/rest';
import { createMetrics, createNeighbour, servicePrincipal, type ServiceApp } from '@skillwright/service';
import { createSubgraphService, type SubgraphParts } from '@skillwright/subgraph';
import type { SkillConfig } from './config.js';
import type { Library } from './library/library.js';
import { createSkillDatabase } from './library/prisma-skill-database.js';
import { PrismaSkillRepository } from './library/prisma-skill-repository.js';
import { createSkillResolvers } from './library/skill-resolvers.js';
import { createVerificationDurations, observeLibrary } from './metrics.js';
import { seedingStep } from './seeding/seed-library.js';
import { PrismaTokenRepository } from './tokens/prisma-token-repository.js';
import { createTokenResolvers } from './tokens/token-resolvers.js';
import { createVerificationResolvers } from './verification/verification-resolvers.js';

const name = 'skill';
const generationTimeoutMs = 30_000;
const validationTimeoutMs = 120_000;
const verificationTimeoutMs = 300_000;

/** Builds the skill service. It connects to nothing before `start`, which also seeds the library. */
export async function createSkillApp(config: SkillConfig, parts: SubgraphParts): Promise<ServiceApp> {
  const { logger, auth = noAuth, clock = () => new Date() } = parts;
  const { databaseUrl } = config;
  const metrics = createMetrics({ service: name });
  const database = createSkillDatabase({ databaseUrl, logger });
  const library: Library = { skills: new PrismaSkillRepository(database), clock };
  observeLibrary(metrics, () => database.measure('SELECT count(*) AS value FROM skills'));

  // Proving a template needs more than the caller's scope, so the service asks in its own name.
  const proving = { prove: auth.prove, principal: servicePrincipal(name, ['generate:projects', 'validate:code']) };
  const generation = createNeighbour({
    ...proving,
    ...{ name: 'generation', baseUrl: config.generationUrl, timeoutMs: generationTimeoutMs },
  });
  const validation = createNeighbour({
    ...proving,
    ...{ name: 'validation', baseUrl: config.validationUrl, timeoutMs: validationTimeoutMs },
  });
  const verifier = {
    skills: library.skills,
    neighbours: {
      generation: createRestClient(generation, generationOperations),
      validation: createRestClient(validation, validationOperations),
    },
    timeoutMs: verificationTimeoutMs,
  };

  return createSubgraphService({
    ...parts,
    ...{ name, metrics, topics },
    typeDefs: skillTypeDefs,
    operations: skillOperations,
    resolvers: [
      createSkillResolvers(library),
      createVerificationResolvers(verifier, createVerificationDurations(metrics)),
      createTokenResolvers({ tokens: new PrismaTokenRepository(database), clock, issue: auth.issueToken }),
    ],
    outbox: new PostgresOutbox({ databaseUrl, name, logger }),
    neighbours: [generation, validation],
    health: { postgresql: () => database.status() },
    stores: [{ name: 'database', start: () => database.connect(), stop: () => database.close() }],
    work: [seedingStep(library, config.skillsDir, logger)],
  });
}
