import { topics } from '@skillwright/contracts/events';
import { generationOperations, generationTypeDefs } from '@skillwright/contracts/generation';
import { registerEventsAdmin } from '@skillwright/events/admin';
import { startConsumer, type EventConsumer } from '@skillwright/events/consumer';
import type { EventTransport } from '@skillwright/events/log';
import { FileOutbox, relayStep } from '@skillwright/events/outbox';
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
import { createCatalogResolvers } from './catalog/catalog-resolvers.js';
import { CatalogReconciler } from './catalog/catalog-reconciler.js';
import { FileTemplateStore } from './catalog/file-template-store.js';
import { TemplateFinder } from './catalog/template-finder.js';
import { NeighbourSkillLibrary } from './catalog/neighbour-skill-library.js';
import { createSkillHandlers } from './catalog/skill-handlers.js';
import { TemplateCatalog } from './catalog/template-catalog.js';
import type { GenerationConfig } from './config.js';
import { ThreadTemplateEngine } from './engine/thread-template-engine.js';
import { FailureReporter } from './generate/failure-reporter.js';
import { GenerationMetrics, observeStock } from './generate/generation-metrics.js';
import { createGenerateResolvers } from './generate/generate-resolvers.js';
import { FileProjectStore } from './projects/file-project-store.js';
import { createProjectResolvers } from './projects/project-resolvers.js';
import { ReplicaFollower } from './replicas/replica-follower.js';

const name = 'generation';
const skillTimeoutMs = 15_000;

/** The parts that the service does not own: their maker closes them after the service has stopped. */
export interface GenerationParts {
  readonly logger: Logger;
  readonly transport: EventTransport;
  readonly clock?: Clock;
  /** Whether no other replica works on these folders, so that none has to be followed. Default: false. */
  readonly alone?: boolean;
}

/** Builds the generation service. Nothing is read or connected before `start`; the catalogue is reconciled in the background after it. */
export async function createGenerationApp(config: GenerationConfig, parts: GenerationParts): Promise<ServiceApp> {
  const { logger, transport, clock = () => new Date(), alone = false } = parts;
  const { projectsDir: projectsFolder, templatesDir: templatesFolder, outboxDir: outboxFolder } = config;
  const metrics = createMetrics({ service: name });
  const skillService = createNeighbour({ name: 'skill', baseUrl: config.skillUrl, timeoutMs: skillTimeoutMs });
  const library = new NeighbourSkillLibrary(skillService);
  const engine = new ThreadTemplateEngine({ ...config.engine, limits: config.limits, logger });
  const store = new FileTemplateStore({ templates: templatesFolder, outbox: outboxFolder }, logger);
  const catalog = new TemplateCatalog({ store, library, engine, clock, logger });
  const projects = new FileProjectStore({ projects: projectsFolder, outbox: outboxFolder }, logger);
  const reconciler = new CatalogReconciler({ catalog, library, logger });
  const follower = new ReplicaFollower({
    transport,
    folders: { 'templates.updated': catalog, 'project.generated': projects, 'feature.generated': projects },
    logger,
  });
  const generateParts = {
    finder: new TemplateFinder({ catalog, library, logger }),
    engine,
    projects,
    failures: new FailureReporter({ outbox: outboxFolder, clock, logger }),
    metrics: new GenerationMetrics(metrics),
    clock,
  };
  observeStock(metrics, { templates: () => catalog.index.count(), projects: () => projects.count() });

  const ofCatalog = createCatalogResolvers(catalog.index);
  const ofProjects = createProjectResolvers(projects, catalog.index);
  const subgraph = await createSubgraph({
    typeDefs: generationTypeDefs,
    resolvers: {
      ...ofCatalog,
      ...ofProjects,
      ...createGenerateResolvers(generateParts),
      Query: { ...ofCatalog.Query, ...ofProjects.Query },
      Skill: { ...ofCatalog.Skill, ...ofProjects.Skill },
    },
    logger,
  });

  const health = new Health();
  const http = createHttpServer({ logger, health, metrics });
  await subgraph.register(http);
  registerRest(http, { operations: Object.values(generationOperations), execute: subgraph.execute });
  const outbox = new FileOutbox({ folder: outboxFolder, name, logger });
  registerEventsAdmin(http, { topics, outbox, transport, groups: [name] });

  let consumer: EventConsumer | undefined;
  health.addPart('templates', () => {
    const { done, reason } = reconciler.state;
    const details = { templates: catalog.index.count(), ...(reason === undefined ? {} : { reason }) };
    return { status: done ? 'up' : 'down', ...details };
  });
  health.addPart('projects', () => ({ status: 'up', folder: projectsFolder, projects: projects.count() }));

  const lifecycle = new Lifecycle(logger)
    .add({ name: 'projects', start: () => projects.open(), stop: () => projects.close() })
    .add({ name: 'templates', start: () => catalog.open(), stop: () => store.close() })
    .add({ name: 'other replicas', start: () => (alone ? undefined : follower.start()), stop: () => follower.stop() })
    .add({ name: 'template engine', start: () => engine.start(), stop: () => engine.close() })
    .add({ name: 'skill service', stop: () => skillService.close() })
    .add(relayStep({ outbox, transport, health, logger, metrics }))
    .add({
      name: 'skill events',
      start: () => {
        const handlers = createSkillHandlers(catalog);
        consumer = startConsumer({ topics, transport, group: name, handlers, logger, metrics });
      },
      stop: () => consumer?.stop(),
    })
    .add({ name: 'catalogue', start: () => reconciler.start(), stop: () => reconciler.stop() })
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
