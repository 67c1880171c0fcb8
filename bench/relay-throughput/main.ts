import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '@skillwright/kafka';
import { startPostgres } from '@skillwright/postgres-server';
import { migrate } from '@skillwright/prisma/migrate';
import pg from 'pg';
import { printTable } from '../harness/table.js';
import { createBareProducer, createRelay, type Contender } from './contenders.js';

// Compares the relay over a backlog of its outbox with bare kafkajs, in turns on the same broker. Prints each one's
// best round.
const backlogLength = 20_000;
const rounds = 5;

interface Figure {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

async function run(contender: Contender): Promise<Figure> {
  const publish = await contender.prepare(backlogLength);
  const cpuBefore = process.cpuUsage();
  const since = performance.now();
  await publish();
  const seconds = (performance.now() - since) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds, cpuSeconds: (user + system) / 1e6 };
}

async function measure(contenders: readonly Contender[]): Promise<Figure[]> {
  for (const contender of contenders) await run(contender);
  const figures = contenders.map((): Figure[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) figures[index]?.push(await run(contender));
  }
  return figures.map((each) => ({
    seconds: Math.min(...each.map(({ seconds }) => seconds)),
    cpuSeconds: Math.min(...each.map(({ cpuSeconds }) => cpuSeconds)),
  }));
}

const folder = await mkdtemp(join(tmpdir(), 'relay-throughput-'));
const kafka = await startKafka({ dataDir: join(folder, 'kafka') });
const postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
const databaseUrl = postgres.url('skill');
await migrate({ databaseUrl, service: 'skill' });
const pool = new pg.Pool({ connectionString: databaseUrl });
const contenders: Contender[] = [];
try {
  // The relay's transport creates the topics.
  contenders.push(createRelay(kafka.brokers, databaseUrl, pool));
  contenders.push(await createBareProducer(kafka.brokers, 500));
  const figures = await measure(contenders);
  const bare = figures.at(-1)?.seconds ?? Number.NaN;
  printTable([
    [`${backlogLength} events`, 'events/s', 'share of kafkajs', 'CPU ms per 1,000'],
    ...contenders.map(({ name }, index) => {
      const { seconds = Number.NaN, cpuSeconds = Number.NaN } = figures[index] ?? {};
      return [
        name,
        (backlogLength / seconds).toFixed(0),
        `${((bare / seconds) * 100).toFixed(0)} %`,
        ((cpuSeconds / backlogLength) * 1e6).toFixed(1),
      ];
    }),
  ]);
} finally {
  for (const contender of contenders) await contender.stop();
  await pool.end();
  await postgres.stop();
  await kafka.stop();
  await rm(folder, { recursive: true });
}
