import { topics } from '@skillwright/contracts/events';
import { generationOperations, generationTypeDefs } from '@skillwright/contracts/generation';
import { noAuth } from '@skillwright/auth';
import { FileOutbox } from '@skillwright/events/outbox';
import { createMetrics, createNeighbour, servicePrincipal, type ServiceApp } from '@skillwright/service';
import { createSubgraphService, type SubgraphParts } from '@skillwright/subgraph';
import { createCatalogResolvers } from './catalog/catalog-resolvers.js';
import { CatalogReconciler } from './catalog/catalog-reconciler.js';
import { FileTemplateStore } from './catalog/file-template-store.js';
import { NeighbourSkillLibrary } from './catalog/neighbour-skill-library.js';
import { createSkillHandlers } from './catalog/skill-handlers.js';
import { TemplateCatalog } from './catalog/template-catalog.js';
import { TemplateFinder } from './catalog/template-finder.js';
import type { GenerationConfig } from './config.js';
import { ThreadTemplateEngine } from './engine/thread-template-engine.js';
import { FailureReporter } from './generate/failure-reporter.js';
import { createGenerateResolvers } from './generate/generate-resolvers.js';
import { GenerationMetrics, observeCounts } from './generate/generation-metrics.js';
import { FileProjectStore } from './projects/file-project-store.js';
import { createProjectResolvers } from './projects/project-resolvers.js';
import { ReplicaFollower } from './replicas/replica-follower.js';

const name = 'generation';
const skillTimeoutMs = 15_000;

export interface GenerationParts extends SubgraphParts {
  /** True when no other replica uses these folders, so that no events of replicas are read. Default: false. */
  readonly alone?: boolean;
}

/**
 * Builds the generation service. It reads and connects nothing before `start`, after which the catalogue is reconciled
 * in the background.
 */
export async function createGenerationApp(config: GenerationConfig, parts: GenerationParts): Promise<ServiceApp> {
  const { logger, transport, auth = noAuth, clock = () => new Date(), alone = false } = parts;
  const { projectsDir, templatesDir, outboxDir: outbox } = config;
  const metrics = createMetrics({ service: name });
  const skillService = createNeighbour({
    ...{ name: 'skill', baseUrl: config.skillUrl, timeoutMs: skillTimeoutMs },
    ...{ prove: auth.prove, principal: servicePrincipal(name, ['read:skills']) },
  });
  const library = new NeighbourSkillLibrary(skillService);
  const engine = new ThreadTemplateEngine({ ...config.engine, limits: config.limits, logger });
  const store = new FileTemplateStore({ templates: templatesDir, outbox }, logger);
  const catalog = new TemplateCatalog({ store, library, engine, clock, logger });
  const projects = new FileProjectStore({ projects: projectsDir, outbox }, logger);
  const reconciler = new CatalogReconciler({ catalog, library, logger });
  const folders = { 'templates.updated': catalog, 'project.generated': projects, 'feature.generated': projects };
  const follower = new ReplicaFollower({ transport, folders, logger });
  const finder = new TemplateFinder({ catalog, library, logger });
  const failures = new FailureReporter({ outbox, clock, logger });
  observeCounts(metrics, { templates: () => catalog.index.count(), projects: () => projects.count() });

  return createSubgraphService({
    ...parts,
    ...{ name, metrics, topics },
    typeDefs: generationTypeDefs,
    operations: generationOperations,
    resolvers: [
      createCatalogResolvers(catalog.index),
      createProjectResolvers(projects, catalog.index),
      createGenerateResolvers({ finder, engine, projects, failures, metrics: new GenerationMetrics(metrics), clock }),
    ],
    outbox: new FileOutbox({ folder: outbox, name, logger }),
    handlers: createSkillHandlers(catalog),
    neighbours: [skillService],
    health: {
      templates: () => reconciler.status(),
      projects: () => ({ status: 'up', folder: projectsDir, projects: projects.count() }),
    },
    stores: [
      { name: 'projects', start: () => projects.open(), stop: () => projects.close() },
      { name: 'templates', start: () => catalog.open(), stop: () => store.close() },
      { name: 'other replicas', start: () => (alone ? undefined : follower.start()), stop: () => follower.stop() },
      { name: 'template engine', start: () => engine.start(), stop: () => engine.close() },
    ],
    work: [{ name: 'catalogue', start: () => reconciler.start(), stop: () => reconciler.stop() }],
  });
}
