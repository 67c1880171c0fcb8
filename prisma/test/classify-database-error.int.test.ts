import { PrismaPg } from '@prisma/adapter-pg';
import {
  classifyDatabaseError,
  createPool,
  isDuplicateKey,
  withConnection,
  type DatabaseTrouble,
  type PoolOptions,
} from '@skillwright/postgres';
import { ServiceError } from '@skillwright/service';
import { startNetwork, startOwnPostgres, waitFor, type OwnPostgres } from '@skillwright/testing';
import type pg from 'pg';
import { PrismaClient } from '../src/generated/skill/client.js';
import { migrate } from '../src/migrate.js';
import { silentLogger } from './test-database.js';

let server: OwnPostgres;
const pools: pg.Pool[] = [];
beforeAll(async () => {
  server = await startOwnPostgres({ service: 'skill', migrate });
});
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.end())));
afterAll(() => server.stop());

/** One way to run a statement: by pg itself, by a raw statement of Prisma, or in a transaction of Prisma. */
interface Way {
  run(sql: string): Promise<unknown>;
}

function open(way: string, options: Partial<PoolOptions> = {}): Way {
  const pool = createPool({ name: 'test', databaseUrl: server.url, connections: 5, logger: silentLogger, ...options });
  pools.push(pool);
  if (way === 'pg') return { run: (sql) => pool.query(sql) };
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  if (way === 'a raw statement of Prisma') return { run: async (sql) => prisma.$queryRawUnsafe(sql) };
  return { run: (sql) => prisma.$transaction(async (transaction) => transaction.$queryRawUnsafe(sql)) };
}

const ways = ['pg', 'a raw statement of Prisma', 'a transaction of Prisma'];

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => Promise.reject(new Error('it worked')),
    (error: unknown) => error,
  );
const asOperator = (sql: string) =>
  withConnection({ databaseUrl: server.url, name: 'operator' }, (client) => client.query(sql));
const changed = (change: (url: URL) => void) => {
  const url = new URL(server.url);
  change(url);
  return { databaseUrl: url.href };
};
const sleep = 'SELECT pg_sleep(30)::text';
const terminate = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = '${sleep}'`;
const asleep = terminate.replace('pg_terminate_backend(pid)', '1');
const cancel = terminate.replace('terminate', 'cancel');

/** Each entry provokes an error of the real server, of the real driver, or of the network between them. */
const troubles: [string, DatabaseTrouble, (way: string) => Promise<unknown>][] = [
  ['nobody listens', 'away', async (way) => open(way, { ...changed((url) => (url.port = '1')) }).run('SELECT 1')],
  [
    'the host has no address',
    'away',
    (way) =>
      open(
        way,
        changed((url) => (url.hostname = 'nowhere.invalid')),
      ).run('SELECT 1'),
  ],
  [
    'the password is wrong',
    'away',
    (way) =>
      open(
        way,
        changed((url) => (url.password = 'x')),
      ).run('SELECT 1'),
  ],
  [
    'there is no such database',
    'away',
    (way) =>
      open(
        way,
        changed((url) => (url.pathname = '/x')),
      ).run('SELECT 1'),
  ],
  [
    'the server ends the connection',
    'away',
    async (way) => {
      const running = open(way).run(sleep);
      await Promise.all([running, waitFor(async () => (await asOperator(terminate)).rowCount)]);
    },
  ],
  [
    'the network breaks',
    'away',
    async (way) => {
      const network = await startNetwork(server.url);
      const running = open(way, { databaseUrl: network.url }).run(sleep);
      running.catch(() => undefined);
      await waitFor(async () => (await asOperator(asleep)).rowCount);
      network.cut();
      await running.finally(() => network.stop());
    },
  ],
  [
    'the network falls silent',
    'away',
    async (way) => {
      const network = await startNetwork(server.url);
      const opened = open(way, { databaseUrl: network.url, limits: { silenceMs: 500 } });
      await opened.run('SELECT 1');
      network.hold();
      await opened.run('SELECT 1').finally(() => network.stop());
    },
  ],
  [
    'all connections of the pool are taken',
    'busy',
    async (way) => {
      const opened = open(way, { connections: 1, limits: { connectMs: 200 } });
      const running = opened.run('SELECT pg_sleep(0.5)::text');
      await Promise.all([opened.run('SELECT 1'), running]).finally(() => running);
    },
  ],
  [
    'all connections of the server are taken',
    'busy',
    async (way) => {
      await asOperator(`DROP ROLE IF EXISTS limited`);
      await asOperator(`CREATE ROLE limited LOGIN PASSWORD 'x' CONNECTION LIMIT 0`);
      const settings = changed((url) => Object.assign(url, { username: 'limited', password: 'x' }));
      await open(way, settings).run('SELECT 1');
    },
  ],
  ['a statement takes too long', 'busy', (way) => open(way, { limits: { statementMs: 100 } }).run(sleep)],
  [
    'an operator cancels the statement',
    'busy',
    async (way) => {
      const running = open(way).run(sleep);
      await Promise.all([running, waitFor(async () => (await asOperator(cancel)).rowCount)]);
    },
  ],
  [
    'another transaction keeps the lock',
    'busy',
    (way) =>
      withConnection({ databaseUrl: server.url, name: 'other' }, async (client) => {
        await client.query('BEGIN; LOCK TABLE seeded_skills');
        await open(way, { limits: { lockMs: 100 } }).run('SELECT * FROM seeded_skills');
      }),
  ],
];

describe.each(ways)('an error by %s', (way) => {
  it.each(troubles)('because %s is classified as %s', async (_name, trouble, provoke) => {
    expect(classifyDatabaseError(await errorOf(provoke(way)))).toBe(trouble);
  });

  it('because two transactions wait for each other is classified as conflict', async () => {
    await asOperator(`INSERT INTO seeded_skills VALUES ('a', ''), ('b', '') ON CONFLICT DO NOTHING`);
    const update = (name: string) => `UPDATE seeded_skills SET digest = '' WHERE name = '${name}'`;
    const both = (first: string, second: string) =>
      open(way).run(`DO $$ BEGIN ${update(first)}; PERFORM pg_sleep(0.3); ${update(second)}; END $$`);
    const error = await errorOf(Promise.all([both('a', 'b'), both('b', 'a')]));
    expect(classifyDatabaseError(error)).toBe('conflict');
  });

  it('because of a duplicate key is not classified', async () => {
    await asOperator(`INSERT INTO seeded_skills VALUES ('taken', '') ON CONFLICT DO NOTHING`);
    const error = await errorOf(open(way).run(`INSERT INTO seeded_skills VALUES ('taken', '')`));
    expect([classifyDatabaseError(error), isDuplicateKey(error)]).toEqual([undefined, true]);
  });

  it('because of a statement that makes no sense is not classified', async () => {
    const error = await errorOf(open(way).run('SELECT * FROM nowhere'));
    expect([classifyDatabaseError(error), isDuplicateKey(error)]).toEqual([undefined, false]);
  });
});

describe('the database', () => {
  it('is away while it stops, while it is down, and while it starts', async () => {
    const running = ways.map((way) => errorOf(open(way).run(sleep)));
    await waitFor(async () => (await asOperator(asleep)).rowCount === ways.length);
    await server.stop();
    for (const error of await Promise.all(running)) expect(classifyDatabaseError(error)).toBe('away');

    const errors = () => Promise.all(ways.map((way) => errorOf(open(way).run('SELECT 1'))));
    for (const error of await errors()) expect(classifyDatabaseError(error)).toBe('away');

    const slow = server.startSlowly(3_000);
    await waitFor(async () => {
      const seen = await errors();
      for (const error of seen) expect(classifyDatabaseError(error)).toBe('away');
      return seen.every(isStarting);
    });
    await slow;
    await server.start();
    expect((await Promise.all(ways.map((way) => open(way).run('SELECT 1')))).length).toBe(ways.length);
  });
});

describe('a value that is no error of the database', () => {
  it.each<[string, unknown]>([
    ['a defect', new TypeError('undefined is not a function')],
    [
      'an answer',
      new ServiceError('X', 'conflict', 'no', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
    ],
    ['nothing', undefined],
    ['a text', 'Connection terminated'],
  ])('is not classified (%s)', (_name, error) => {
    expect([classifyDatabaseError(error), isDuplicateKey(error)]).toEqual([undefined, false]);
  });
});

/** Whether an error contains the server's answer "the database system is starting up", in any of its forms. */
function isStarting(error: unknown): boolean {
  return JSON.stringify(error, ['code', 'originalCode', 'meta', 'driverAdapterError', 'cause']).includes('57P03');
}
