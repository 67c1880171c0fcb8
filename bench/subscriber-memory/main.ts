import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createEvent, topics } from '@skillwright/contracts/events';
import { toRecord } from '@skillwright/events';
import { createTransport } from '@skillwright/events/log';
import { startKafka } from '@skillwright/kafka';
import { createLogger, newId } from '@skillwright/service';
import { freePort, waitFor } from '@skillwright/testing';
import { startNode, type Child } from '../harness/child.js';
import { printTable } from '../harness/table.js';
import { subscribe, type Subscribers } from './subscribers.js';

// Measures the cost of 1,000 subscribers of the gateway, idle (their argument excludes every event) and busy (each gets
// every event, with fields that are fetched through the supergraph), beside graphql-ws over graphql-js with fields of
// the event only.
const subscribers = 1_000;
const events = 200;
const perSecond = 20;

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const measured = ['--expose-gc', '--import', at('tell-memory.js')];
const selection = 'skill { name version }';
const [watched, other] = [newId(), newId()];

interface Server {
  readonly name: string;
  readonly url: string;
  readonly process: Child;
  /** Returns how many fetches of a skill it has sent to the skill service. */
  fetches(): Promise<number>;
}

interface Figure {
  readonly kibPerSubscriber: number;
  readonly fetches: number;
  readonly cpuMsPerEvent: number;
}

const folder = await mkdtemp(join(tmpdir(), 'subscriber-memory-'));
const kafka = await startKafka({ dataDir: join(folder, 'kafka') });
const transport = createTransport({
  brokers: kafka.brokers,
  logger: createLogger({ service: 'bench', level: 'warn' }),
  topics: { names: topics.namesWithDeadLetters },
});
const children: Child[] = [];

async function publish(skillId: string): Promise<void> {
  const data = {
    skill_id: skillId,
    name: 'a-skill',
    description: 'A small skill.',
    version: '1.0.0',
    created_by: 'platform',
    timestamp: new Date().toISOString(),
  };
  await transport.publish([toRecord(createEvent('skill.created', skillId, data, { source: '/skillwright/skill' }))]);
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = startNode(args, env);
  children.push(child);
  return child;
}

async function startServers(): Promise<Server[]> {
  await transport.admin.ensureTopics();
  const [bare, ours, skills] = [String(await freePort()), String(await freePort()), String(await freePort())];
  const brokers = kafka.brokers.join(',');
  const subgraph = start(['--import', 'tsx', at('skill-subgraph.ts'), skills]);
  const settings = {
    PORT: ours,
    KAFKA_BROKERS: brokers,
    LOG_LEVEL: 'error',
    SKILL_SERVICE_URL: `http://127.0.0.1:${skills}`,
  };
  return [
    {
      name: 'graphql-ws over graphql-js',
      url: `http://127.0.0.1:${bare}`,
      process: start([...measured, '--import', 'tsx', at('bare-server.ts'), bare, brokers]),
      fetches: () => Promise.resolve(0),
    },
    {
      name: 'Skillwright gateway',
      url: `http://127.0.0.1:${ours}`,
      process: start([...measured, at('../../gateway/dist/main.js')], settings),
      fetches: () => subgraph.ask<number>('fetches'),
    },
  ];
}

/** Waits until the events that were published to find the subscribers have arrived, so that they are not counted. */
async function untilQuiet(received: Subscribers['received']): Promise<void> {
  const sum = () => received().reduce((total, count) => total + count, 0);
  for (let before = -1; before !== sum();) {
    before = sum();
    await pause(500);
  }
}

/**
 * Connects subscribers of one skill and publishes events of `skillId`. The heap above `idleHeap` is counted as theirs.
 */
async function measure(server: Server, subscribers: number, skillId: string, idleHeap = 0): Promise<Figure> {
  const { received, stop } = await subscribe(
    server.url,
    subscribers,
    `subscription { skillChanged(id: "${watched}") { ${selection} } }`,
  );
  await waitFor(
    async () => {
      await publish(watched);
      return received().every((count) => count > 0);
    },
    { timeoutMs: 60_000, intervalMs: 500, description: 'every subscriber to listen' },
  );
  await untilQuiet(received);
  const [from = 0] = received();
  const [fetches, cpu] = [await server.fetches(), server.process.cpuSeconds()];
  const begin = performance.now();
  for (let index = 0; index < events; index += 1) {
    await pause(begin + (index * 1000) / perSecond - performance.now());
    await publish(skillId);
  }
  const expected = skillId === watched ? from + events : from;
  await waitFor(() => received().every((count) => count === expected), { description: 'every event to reach all' });
  const figure = {
    cpuMsPerEvent: ((server.process.cpuSeconds() - cpu) / events) * 1000,
    fetches: (await server.fetches()) - fetches,
    kibPerSubscriber: ((await server.process.ask<number>('heap')) - idleHeap) / subscribers / 1024,
  };
  await stop();
  return figure;
}

try {
  const rows: string[][] = [];
  for (const server of await startServers()) {
    await waitFor(async () => (await fetch(server.url)).status < 500, { timeoutMs: 60_000, description: server.name });
    // The first subscribers load code and fill caches, so they are not counted.
    await measure(server, 10, watched);
    const heap = await server.process.ask<number>('heap');
    for (const [kind, skillId] of [
      ['idle', other],
      ['busy', watched],
    ] as const) {
      const { kibPerSubscriber, fetches, cpuMsPerEvent } = await measure(server, subscribers, skillId, heap);
      if (kind === 'idle') assert.equal(fetches, 0, 'an excluded subscriber costs a fetch');
      rows.push([
        `${server.name}, ${kind}`,
        kibPerSubscriber.toFixed(1),
        (server.process.peakBytes() / 1024 / 1024).toFixed(0),
        cpuMsPerEvent.toFixed(1),
        String(fetches),
      ]);
    }
  }
  printTable([
    [`${subscribers} subscribers, ${events} events`, 'heap KiB each', 'peak RSS MiB', 'CPU ms an event', 'fetches'],
    ...rows,
  ]);
} finally {
  for (const child of children.reverse()) await child.stop();
  await transport.close();
  await kafka.stop();
  await rm(folder, { recursive: true });
}
