import { freePort, startNetwork, testPostgres, waitFor, type Network } from '@skillwright/testing';
import type { Prisma } from '../src/generated/skill/client.js';
import { migrate } from '../src/migrate.js';
import { openDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.js';

let direct: TestDatabase;
let url: string;
let network: Network;
let dropDatabase: () => Promise<void>;
const opened: TestDatabase[] = [];

beforeAll(async () => {
  ({ url, dispose: dropDatabase } = await (await testPostgres()).createDatabase({ service: 'skill', migrate }));
  direct = openDatabase(url);
});
beforeEach(async () => {
  network = await startNetwork(url);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await network.stop();
});
afterAll(async () => {
  await direct.close();
  await dropDatabase();
});

function open(options: TestDatabaseOptions = {}, databaseUrl = url): TestDatabase {
  const database = openDatabase(databaseUrl, options);
  opened.push(database);
  return database;
}
const openByNetwork = (options: TestDatabaseOptions = {}) => open(options, network.url);

async function write(transaction: Prisma.TransactionClient, name: string): Promise<string> {
  await transaction.seededSkill.create({ data: { name, digest: 'd' } });
  return name;
}
async function isWritten(name: string): Promise<boolean> {
  return (await direct.query((client) => client.seededSkill.count({ where: { name } }))) === 1;
}

/** Opens a transaction that stays open until it is released. */
function openTransaction(database: TestDatabase, work = async (_: Prisma.TransactionClient) => {}, turn?: string) {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let isOpen = false;
  const done = database.transaction(
    async (transaction) => {
      await work(transaction);
      isOpen = true;
      await released;
    },
    turn === undefined ? {} : { turn },
  );
  return {
    begun: waitFor(() => isOpen),
    release: () => {
      release();
      return done;
    },
  };
}

/** Calls `act` when everything is ready for the commit, before the commit is sent. */
const beforeCommit = (act: () => void) => (sql: string) => {
  if (sql.includes('pg_current_xact_id_if_assigned')) act();
};

describe('a transaction', () => {
  it('commits all of its writes, or none of them', async () => {
    const database = open();
    expect(await database.transaction((transaction) => write(transaction, 'kept'))).toBe('kept');
    const failing = database.transaction(async (transaction) => {
      await write(transaction, 'dropped');
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect([await isWritten('kept'), await isWritten('dropped')]).toEqual([true, false]);
  });

  it('succeeds when its commit was carried out and the confirmation was lost', async () => {
    const database = openByNetwork({ onStatement: beforeCommit(() => network.hold()) });
    const writing = database.transaction((transaction) => write(transaction, 'unconfirmed'));
    await waitFor(() => network.heldBytes > 0);
    network.cut();
    expect(await writing).toBe('unconfirmed');
    expect(await isWritten('unconfirmed')).toBe(true);
  });

  it('fails as away, and has written nothing, when its commit never arrived', async () => {
    const database = openByNetwork({ onStatement: beforeCommit(() => network.cut()) });
    const writing = database.transaction((transaction) => write(transaction, 'cut off'));
    await expect(writing).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryable: true });
    expect(await isWritten('cut off')).toBe(false);
  });

  it('fails with an unknown outcome when the database stays away after the commit was sent', async () => {
    const database = openByNetwork({
      onStatement: beforeCommit(() => network.hold()),
      limits: { outcomeMs: 300 },
    });
    const writing = database.transaction((transaction) => write(transaction, 'nobody knows'));
    const verdict = expect(writing).rejects.toMatchObject({
      code: 'DATABASE_OUTCOME_UNKNOWN',
      category: 'unavailable',
    });
    await waitFor(() => network.heldBytes > 0);
    await network.close();
    await verdict;
  });

  it('succeeds if it has written nothing, whatever the outcome of its commit', async () => {
    const database = openByNetwork({ onStatement: beforeCommit(() => network.cut()) });
    expect(await database.transaction((transaction) => transaction.seededSkill.count())).toBeGreaterThanOrEqual(0);
  });

  it('is run again when it loses against another one', async () => {
    const database = open();
    await Promise.all(['x', 'y'].map((name) => database.transaction((transaction) => write(transaction, name))));
    let waiting = 0;
    const touchBoth = (first: string, second: string) =>
      database.transaction(async (transaction) => {
        await transaction.seededSkill.update({ where: { name: first }, data: { digest: first } });
        waiting += 1;
        await waitFor(() => waiting >= 2);
        await transaction.seededSkill.update({ where: { name: second }, data: { digest: first } });
      });
    await Promise.all([touchBoth('x', 'y'), touchBoth('y', 'x')]);
    expect(waiting).toBeGreaterThanOrEqual(3);
  });

  it('is refused as busy while all connections are taken, before it writes anything', async () => {
    const database = open({ connections: 1, limits: { connectMs: 200 } });
    const other = openTransaction(database);
    await other.begun;
    const refused = database.transaction((transaction) => write(transaction, 'too much'));
    await expect(refused).rejects.toMatchObject({ code: 'DATABASE_BUSY', category: 'unavailable', retryable: true });
    await other.release();
    expect(await isWritten('too much')).toBe(false);
    expect(await database.transaction((transaction) => write(transaction, 'not too much'))).toBe('not too much');
  });

  it('takes no connection while it waits for its turn', async () => {
    const database = open({ connections: 2, limits: { connectMs: 200 } });
    const first = openTransaction(database, undefined, 'one skill');
    await first.begun;
    const others = Array.from({ length: 20 }, (_, index) =>
      database.transaction((transaction) => write(transaction, `turn ${index}`), { turn: 'one skill' }),
    );
    expect(await database.query((client) => client.seededSkill.count({ where: { name: 'turn 0' } }))).toBe(0);
    await first.release();
    expect(await Promise.all(others)).toHaveLength(20);
  });

  it('is refused as busy when its turn does not come', async () => {
    const database = open({ limits: { lockMs: 100 } });
    const first = openTransaction(database, undefined, 'one skill');
    await first.begun;
    const refused = database.transaction((transaction) => write(transaction, 'late'), { turn: 'one skill' });
    await expect(refused).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
    await first.release();
    expect(await isWritten('late')).toBe(false);
  });

  it('is refused as busy when another process holds the row', async () => {
    const [one, other] = [open(), open({ limits: { lockMs: 100 } })];
    await one.transaction((transaction) => write(transaction, 'row'));
    const touch = async (transaction: Prisma.TransactionClient) => {
      await transaction.seededSkill.update({ where: { name: 'row' }, data: { digest: 'e' } });
    };
    const first = openTransaction(one, touch);
    await first.begun;
    await expect(other.transaction(touch)).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
    await first.release();
  });
});

describe('a database', () => {
  it('passes on errors that are no trouble with it', async () => {
    const database = open();
    await database.transaction((transaction) => write(transaction, 'twice'));
    await expect(database.transaction((transaction) => write(transaction, 'twice'))).rejects.toMatchObject({
      code: 'P2002',
    });
    await expect(database.query((client) => client.$queryRaw`SELECT 1 FROM nowhere`)).rejects.toThrow(/nowhere/);
  });

  it('gives up a connection on which the server is silent, and continues on another one', async () => {
    const database = openByNetwork({ connections: 1, limits: { silenceMs: 300 } });
    await database.query((client) => client.seededSkill.count());
    network.hold();
    await expect(database.query((client) => client.seededSkill.count())).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
    });
    network.cut();
    await database.query((client) => client.seededSkill.count());
  });

  it('reports that it is up, and measures, while all connections are taken', async () => {
    const database = open({ connections: 1 });
    const other = openTransaction(database);
    await other.begun;
    expect(await database.status()).toEqual({ status: 'up' });
    expect(await database.measure('SELECT 42 AS value')).toBe(42);
    await other.release();
  });

  it('names the address and the reason at the start, if it does not answer', async () => {
    const port = await freePort();
    const database = open({}, `postgresql://nobody:secret@127.0.0.1:${port}/nothing`);
    await expect(database.connect()).rejects.toThrow(
      `The database of skill cannot be used: 127.0.0.1:${port}/nothing: connect ECONNREFUSED 127.0.0.1:${port}`,
    );
  });

  it('reports at the start that it was never migrated', async () => {
    const empty = await (await testPostgres()).createDatabase('empty');
    const database = open({}, empty.url);
    await expect(database.connect()).rejects.toThrow(/has not been migrated/);
    await database.close();
    opened.splice(opened.indexOf(database), 1);
    await empty.dispose();
  });
});
