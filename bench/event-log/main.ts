import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEvent, topics } from '@skillwright/contracts/events';
import { toRecord } from '@skillwright/events';
import type { EventRecord } from '@skillwright/events/log';
import { startPostgres } from '@skillwright/postgres-server';
import { pause } from '@skillwright/service/timing';
import { waitFor } from '@skillwright/testing';
import { printTable } from '../harness/table.js';
import { createEmbedded, createTable, type Contender, type Log } from './contenders.js';

// Compares two event logs for an installation without a broker, files and a table, in alternating rounds. Prints
// medians.
const rounds = 5;
const batches = 40;
const batchLength = 500;
const singles = 1_000;
const perSecond = 100;

const data = topics.contracts['skill.created'].example;
const record = toRecord(createEvent('skill.created', data.skill_id, data, { source: '/skillwright/skill' }));
const recordsOf = (topic: string, count: number) =>
  Array.from({ length: count }, (): EventRecord => ({ ...record, topic }));

/** The figures of one round by name. */
type Figures = Readonly<Record<string, number>>;

async function run({ open }: Contender, name: string): Promise<Figures> {
  const log = await open(name);
  const publishedMs = await publishBatches(log);
  const acknowledgedMs = await publishSingles(log);
  const arrivedMs = await publishSteadily(log);
  const replayedMs = await replay(log, 'skill.updated', batches * batchLength);
  await log.close();
  const again = await open(name);
  const replayedAgainMs = await replay(again, 'skill.created', singles);
  await again.close();
  return {
    'in batches of 500, events/s': (batches * batchLength) / (publishedMs / 1_000),
    'one by one, to its acknowledgement, p50 ms': quantile(acknowledgedMs, 0.5),
    'one by one, to its acknowledgement, p99 ms': quantile(acknowledgedMs, 0.99),
    'at 100 a second, to a reader, p50 ms': quantile(arrivedMs, 0.5),
    'at 100 a second, to a reader, p99 ms': quantile(arrivedMs, 0.99),
    'replay of 20,000, ms': replayedMs,
    'replay of 1,000 after a restart, ms': replayedAgainMs,
  };
}

async function publishBatches(log: Log): Promise<number> {
  const batch = recordsOf('skill.updated', batchLength);
  const since = performance.now();
  for (let sent = 0; sent < batches; sent += 1) await log.publish(batch);
  return performance.now() - since;
}

async function publishSingles(log: Log): Promise<number[]> {
  const single = recordsOf('skill.created', 1);
  const times: number[] = [];
  for (let sent = 0; sent < singles; sent += 1) {
    const since = performance.now();
    await log.publish(single);
    times.push(performance.now() - since);
  }
  return times;
}

async function publishSteadily(log: Log): Promise<number[]> {
  const single = recordsOf('project.generated', 1);
  const arrivals: number[] = [];
  const stop = await log.follow('project.generated', () => arrivals.push(performance.now()));
  const sent: number[] = [];
  const publishing: Promise<void>[] = [];
  const begin = performance.now();
  for (let number = 0; number < singles; number += 1) {
    await pause(begin + (number * 1_000) / perSecond - performance.now());
    sent.push(performance.now());
    publishing.push(log.publish(single));
  }
  await Promise.all(publishing);
  await waitFor(() => arrivals.length === singles);
  await stop();
  return arrivals.map((arrival, number) => arrival - (sent[number] ?? Number.NaN));
}

async function replay(log: Log, topic: string, count: number): Promise<number> {
  const since = performance.now();
  let seen = 0;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const stop = await log.follow(topic, () => {
    seen += 1;
    if (seen === count) finish();
  });
  await finished;
  const ms = performance.now() - since;
  await stop();
  return ms;
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((one, other) => one - other)[Math.ceil(share * values.length) - 1] ?? Number.NaN;
}

const folder = await mkdtemp(join(tmpdir(), 'event-log-'));
const postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
try {
  const contenders = [createEmbedded(join(folder, 'events')), createTable(postgres)];
  const figures = contenders.map((): Figures[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const found = await run(contender, `round_${round}`);
      // The first round only warms both up.
      if (round > 0) figures[index]?.push(found);
    }
  }
  const median = (found: readonly Figures[], name: string) =>
    quantile(
      found.map((each) => each[name] ?? Number.NaN),
      0.5,
    );
  printTable([
    ['publishing', ...contenders.map(({ name }) => name)],
    ...Object.keys(figures[0]?.[0] ?? {}).map((name) => [
      name,
      ...figures.map((found) => median(found, name).toFixed(name.endsWith('/s') ? 0 : 2)),
    ]),
  ]);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}
