import { authorise, noAuth } from '@skillwright/auth';
import type { Topics } from '@skillwright/events';
import { registerEventsAdmin } from '@skillwright/events/admin';
import { startConsumer, type EventConsumer, type HandlersOf } from '@skillwright/events/consumer';
import { relayStep, type OutboxStore } from '@skillwright/events/outbox';
import { registerRest, type Operation } from '@skillwright/rest';
import {
  Health,
  Lifecycle,
  createHttpServer,
  type LifecycleStep,
  type Neighbour,
  type PartCheck,
  type ServiceApp,
} from '@skillwright/service';
import type { Registry } from 'prom-client';
import { createSubgraph } from '../server/create-subgraph.js';
import { guardAdmin } from './guard-admin.js';
import { mergeResolvers } from './merge-resolvers.js';
import type { SubgraphParts } from './subgraph-parts.js';

type TopicContracts = Topics['contracts'];

export interface SubgraphServiceOptions<Contracts extends TopicContracts> extends SubgraphParts {
  /** The name of the service, which is also that of its subgraph, its outbox and its consumer group. */
  readonly name: string;
  readonly metrics: Registry;
  /** The text of the service's schema. */
  readonly typeDefs: string;
  /** Resolvers by type, one map per feature. */
  readonly resolvers: readonly Readonly<Record<string, object>>[];
  /** The operations of the service. It serves the REST lines among them. */
  readonly operations: Readonly<Record<string, Operation>>;
  readonly topics: Topics<Contracts>;
  readonly outbox: OutboxStore;
  /** The handlers of the events that the service consumes. */
  readonly handlers?: HandlersOf<Contracts>;
  readonly neighbours?: readonly Neighbour[];
  /** The service's own parts, as `/readyz` shows them. */
  readonly health: Readonly<Record<string, PartCheck>>;
  /** Stores and workers, started in this order before anything uses them. */
  readonly stores: readonly LifecycleStep[];
  /** Steps that use the stores and publish events, started in this order before events are consumed. */
  readonly work?: readonly LifecycleStep[];
}

/**
 * Creates a service around its subgraph, with everything that all three services share: GraphQL, REST, the operators'
 * calls, the outbox with its relay, the consumer, health and lifecycle. Nothing is connected before `start`.
 */
export async function createSubgraphService<Contracts extends TopicContracts>(
  options: SubgraphServiceOptions<Contracts>,
): Promise<ServiceApp> {
  const { name, logger, transport, clock, metrics, topics, outbox, handlers, neighbours = [], work = [] } = options;
  const now = clock ? { now: clock } : {};
  const { auth = noAuth } = options;
  const subgraph = await createSubgraph({
    typeDefs: options.typeDefs,
    resolvers: mergeResolvers(options.resolvers),
    secured: auth.required,
    logger,
  });

  const health = new Health();
  for (const [part, check] of Object.entries(options.health)) health.addPart(part, check);
  const http = createHttpServer({ logger, health, metrics, authenticator: auth, access: options.access });
  guardAdmin(http);
  subgraph.register(http);
  registerRest(http, { operations: Object.values(options.operations), execute: subgraph.execute, authorise });
  registerEventsAdmin(http, { topics, outbox, transport, groups: handlers ? [name] : [] });

  const lifecycle = new Lifecycle(logger);
  for (const step of options.stores) lifecycle.add(step);
  for (const neighbour of neighbours) {
    lifecycle.add({ name: `the ${neighbour.name} service`, stop: () => neighbour.close() });
  }
  lifecycle.add(relayStep({ outbox, transport, health, logger, metrics, ...now }));
  for (const step of work) lifecycle.add(step);
  let consumer: EventConsumer | undefined;
  lifecycle.add({
    name: 'consumer',
    start: () => {
      if (handlers) consumer = startConsumer({ topics, transport, group: name, handlers, logger, metrics, ...now });
    },
    stop: () => consumer?.stop(),
  });
  lifecycle.add({ name: 'subgraph', stop: () => subgraph.stop() });

  return {
    ...{ name, http, health, metrics },
    execute: subgraph.execute,
    start: () => lifecycle.start(),
    stop: () => lifecycle.stop(),
  };
}
