import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/index.js';
import { createEvent, type Event, type EventData, type Topic, topics } from '@skillwright/contracts/events';
import { generationTypeDefs } from '@skillwright/contracts/generation';
import { skillTypeDefs } from '@skillwright/contracts/skill';
import { validationTypeDefs } from '@skillwright/contracts/validation';
import { toRecord } from '@skillwright/events';
import { createTransport, type EventTransport, type TopicSettings } from '@skillwright/events/log';
import { createLogger, type Caller, type GraphQLExecutor } from '@skillwright/service';
import { temporaryFolder } from '@skillwright/testing';
import { execute, parse, print, type GraphQLSchema } from 'graphql';
import type { SubscriptionLimits } from '../src/subscriptions/subscriptions.js';
import type { GatewayParts } from '../src/app.js';
import { startGateway, type RunningGateway } from './running-gateway.js';

const uuid = (number: number) => `019ab3c1-6f00-7000-8000-${String(number).padStart(12, '0')}`;

/** The ids of the test data. `gone` is not found, and `broken` fails. */
export const ids = {
  s1: uuid(1),
  s2: uuid(2),
  t1: uuid(3),
  p1: uuid(4),
  p2: uuid(5),
  r1: uuid(6),
  r2: uuid(7),
  gone: uuid(8),
  broken: uuid(9),
};

const nameOf = (kind: string, id: string) => `${kind} ${Number(id.slice(-3))}`;
const named =
  (kind: string) =>
  (_: unknown, { id }: { id: string }) =>
    id === ids.gone ? null : { id, name: nameOf(kind, id) };
const reference = (kind: string) => ({
  __resolveReference: ({ id }: { id: string }) => ({ id, name: nameOf(kind, id) }),
});

const resolvers: Record<string, GraphQLResolverMap<unknown>> = {
  skill: {
    Query: {
      skill: (_: unknown, { id }: { id: string }) => {
        if (id === ids.broken) throw new Error('the database is on fire');
        return named('skill')(_, { id });
      },
    },
    Skill: { ...reference('skill'), version: () => '1.0.0' },
  },
  generation: {
    Query: { project: named('project'), template: named('template') },
    Project: {
      ...reference('project'),
      skill: () => ({ id: ids.s1 }),
      template: () => ({ id: ids.t1, name: nameOf('template', ids.t1) }),
    },
    Template: { ...reference('template'), skill: () => ({ id: ids.s1 }) },
    Skill: { templates: () => [{ id: ids.t1, name: nameOf('template', ids.t1) }] },
  },
  validation: {
    Query: { validationReport: (_: unknown, { id }: { id: string }) => ({ id, status: 'PASSED', projectId: ids.p1 }) },
    ValidationReport: { project: () => ({ id: ids.p1 }) },
    Project: { latestReport: () => ({ id: ids.r1, status: 'PASSED' }) },
  },
};

/** The place of the event log. */
export type LogPlace = { readonly brokers: readonly string[] } | { readonly embedded: string; topics?: TopicSettings };

/** A request that a subgraph has received. */
export interface SubgraphRequest {
  readonly query: string;
  readonly caller: Caller;
}

/** The supergraph of the platform over subgraphs with test data, and an event log. */
export interface Platform {
  readonly gateway: RunningGateway;
  readonly transport: EventTransport;
  /** The requests that each subgraph has received, oldest first. */
  readonly requests: Readonly<Record<'skill' | 'generation' | 'validation', SubgraphRequest[]>>;
  publish<T extends Topic>(topic: T, ...data: EventData<T>[]): Promise<Event<T>[]>;
  metrics(): Promise<string>;
  /** The number of subscribers that the gateway counts. */
  subscribers(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the platform over the log at `place`, by default an embedded one of its own. */
export async function startPlatform(
  limits: Partial<SubscriptionLimits> = {},
  place?: LogPlace,
  auth?: GatewayParts['auth'],
): Promise<Platform> {
  const folder = await temporaryFolder();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const { topics: settings, ...where } = { topics: {}, ...(place ?? { embedded: folder.path }) };
  const names = topics.namesWithDeadLetters;
  const transport = createTransport({ ...where, logger, topics: { ...settings, names } });
  const requests = { skill: [], generation: [], validation: [] };
  const executors = Object.fromEntries(
    Object.entries(requests).map(([name, received]) => [
      name,
      executorOf(schemaOf(name as keyof typeof typeDefs), received),
    ]),
  );
  const gateway = await startGateway({
    parts: { executors, transport, subscriptionLimits: limits, ...(auth && { auth }) },
  });
  const metrics = async () => (await fetch(`${gateway.url}/metrics`)).text();
  return {
    gateway,
    transport,
    requests,
    publish: async (topic, ...data) => {
      const events = data.map((each) => createEvent(topic, keyOf(each), each, { source: '/test' }));
      await transport.publish(events.map((event) => toRecord(event as Event)));
      return events;
    },
    metrics,
    subscribers: async () => {
      const counts = [...(await metrics()).matchAll(/^subscription_subscribers\{.*\} (\d+)$/gm)];
      return counts.reduce((sum, [, count]) => sum + Number(count), 0);
    },
    stop: async () => {
      await gateway.stop();
      await transport.close();
      await folder.dispose();
    },
  };
}

const typeDefs = { skill: skillTypeDefs, generation: generationTypeDefs, validation: validationTypeDefs };

function schemaOf(name: keyof typeof typeDefs): GraphQLSchema {
  return buildSubgraphSchema({ typeDefs: parse(typeDefs[name]), resolvers: resolvers[name] ?? {} });
}

function executorOf(schema: GraphQLSchema, requests: SubgraphRequest[]): GraphQLExecutor {
  return async ({ document, variables }, caller) => {
    requests.push({ query: print(document), caller });
    const { data, errors } = await execute({ schema, document, variableValues: { ...variables } });
    return { data: data ?? null, ...(errors && { errors: errors.map((error) => error.toJSON()) }) };
  };
}

function keyOf(data: object): string {
  const ids = data as Partial<Record<'skill_id' | 'project_id' | 'validation_id', string | null>>;
  return ids.skill_id ?? ids.project_id ?? ids.validation_id ?? 'none';
}

const timestamp = '2026-11-23T08:00:00.000Z';

/** The data of a `skill.created` event. */
export const skillCreated = (skillId: string): EventData<'skill.created'> => ({
  skill_id: skillId,
  name: 'a-skill',
  description: 'A skill.',
  version: '1.0.0',
  created_by: 'anonymous',
  timestamp,
});

/** The data of a `validation.completed` event. */
export const validationCompleted = (reportId: string, projectId: string): EventData<'validation.completed'> => ({
  validation_id: reportId,
  project_id: projectId,
  kind: 'code',
  status: 'passed',
  errors: 0,
  warnings: 0,
  tests_passed: 0,
  tests_failed: 0,
  coverage_percent: null,
  timestamp,
});
