import { newId } from '@skillwright/service';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@skillwright/prisma/skill';
import { migrate } from '@skillwright/prisma/migrate';
import { testPostgres, type TestDatabase } from '@skillwright/testing';
import pg from 'pg';
import { rememberEvent } from './remember-event.js';

describe('remembering an event', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await (await testPostgres()).createDatabase({ service: 'skill', migrate });
    pool = new pg.Pool({ connectionString: database.url });
  });
  afterAll(async () => {
    await pool.end();
    await database.dispose();
  });

  it('is new once for each consumer', async () => {
    const id = newId();
    expect(await rememberEvent(pool, 'validation', id)).toBe(true);
    expect(await rememberEvent(pool, 'validation', id)).toBe(false);
    expect(await rememberEvent(pool, 'generation', id)).toBe(true);
  });

  it('is undone with the transaction of the effect', async () => {
    const id = newId();
    const client = await pool.connect();
    await client.query('begin');
    expect(await rememberEvent(client, 'validation', id)).toBe(true);
    await client.query('rollback');
    client.release();
    expect(await rememberEvent(pool, 'validation', id)).toBe(true);
  });

  it('works in a transaction of Prisma', async () => {
    const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
    const id = newId();
    const failed = prisma.$transaction(async (transaction) => {
      expect(await rememberEvent(transaction, 'validation', id)).toBe(true);
      throw new Error('the effect failed');
    });
    await expect(failed).rejects.toThrow('the effect failed');
    const remembered = await prisma.$transaction((transaction) => rememberEvent(transaction, 'validation', id));
    expect(remembered).toBe(true);
    await prisma.$disconnect();
  });

  it('is true for one of two simultaneous consumers', async () => {
    const id = newId();
    const results = await Promise.all([rememberEvent(pool, 'validation', id), rememberEvent(pool, 'validation', id)]);
    expect(results.sort()).toEqual([false, true]);
  });
});
