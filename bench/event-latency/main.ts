import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '@skillwright/testing';
import { brokersOf } from '../../e2e/harness/kafka-records.js';
import { callRest } from '../../e2e/harness/rest.js';
import { startSystem } from '../../e2e/harness/start-system.js';
import { printTable } from '../harness/table.js';
import { listenOnKafka, listenOnWebSocket, type Listener } from './listeners.js';

// Measures the time from a mutation's answer to the arrival of its event at external clients, at a steady rate.
const perSecond = 50;
const warmUps = 250;
const mutations = 1_000;

/** Creates skills at the steady rate. Returns the time of each answer by the skill's name. */
async function createSkills(url: string, prefix: string, count: number): Promise<ReadonlyMap<string, number>> {
  const answers = new Map<string, number>();
  const pending: Promise<void>[] = [];
  const begin = performance.now();
  for (let number = 0; number < count; number += 1) {
    await pause(begin + (number * 1000) / perSecond - performance.now());
    const name = `${prefix}-${number}`;
    const body = { name, description: 'A small skill.', instructions: '# Do\n' };
    pending.push(
      callRest(url, 'POST', '/skills', { body }).then(({ status }) => {
        answers.set(name, performance.now());
        assert.equal(status, 201);
      }),
    );
  }
  await Promise.all(pending);
  return answers;
}

/** An event can arrive before its mutation's answer; that counts as 0 ms. */
function rowOf({ name, arrivals }: Listener, answers: ReadonlyMap<string, number>): string[] {
  const sorted = [...answers]
    .map(([skill, answered]) => Math.max(0, (arrivals.get(skill) ?? Number.NaN) - answered))
    .sort((one, other) => one - other);
  const quantile = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1);
  return [name, quantile(0.5), quantile(0.99), quantile(1)];
}

const folder = await mkdtemp(join(tmpdir(), 'event-latency-'));
const system = await startSystem({ dataDir: join(folder, 'data') });
const listeners: Listener[] = [];
try {
  listeners.push(await listenOnKafka(await brokersOf(system.url)), listenOnWebSocket(system.url));
  const heard = (answers: ReadonlyMap<string, number>) =>
    waitFor(() => listeners.every(({ arrivals }) => [...answers.keys()].every((name) => arrivals.has(name))));
  await createSkills(system.url, 'warm', warmUps);
  await waitFor(() => listeners.every(({ arrivals }) => arrivals.has(`warm-${warmUps - 1}`)));
  const answers = await createSkills(system.url, 'skill', mutations);
  await heard(answers);
  printTable([
    [`${mutations} mutations, ${perSecond} a second`, 'p50 ms', 'p99 ms', 'max ms'],
    ...listeners.map((listener) => rowOf(listener, answers)),
  ]);
} finally {
  for (const listener of listeners) await listener.stop();
  await system.interrupt();
  await rm(folder, { recursive: true });
}
