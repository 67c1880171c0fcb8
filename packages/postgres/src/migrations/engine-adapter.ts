import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** Connections for Prisma's schema engine: the pool, which stays the caller's, and scratch databases to replay migrations in. */
export function createEngineAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const { provider, adapterName } = new PrismaPg(pool);
  return {
    provider,
    adapterName,
    connect: () => connect(pool),
    async connectToShadowDb() {
      const name = `prisma_migrate_shadow_db_${randomUUID()}`;
      await pool.query(`CREATE DATABASE "${name}"`);
      const url = new URL(pool.options.connectionString ?? '');
      url.pathname = `/${name}`;
      const scratch = createEnginePool(url.href);
      const adapter = await connect(scratch);
      adapter.dispose = async () => {
        await scratch.end();
        await pool.query(`DROP DATABASE "${name}"`);
      };
      return adapter;
    },
  };
}

const scriptFailures = new WeakMap<pg.Pool, Error>();

/** Why a script failed on the pool, if one did: inside a transaction, the engine's own report of it fails as well. */
export function findScriptFailure(pool: pg.Pool): Error | undefined {
  return scriptFailures.get(pool);
}

async function connect(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of catalogueLetters.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  // Prisma's own splits a script at every semicolon, those inside a function's body too.
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error: Error) => {
      scriptFailures.set(pool, error);
      throw error;
    });
  };
  return adapter;
}

// PostgreSQL's catalogues have a one-letter type, "char", which Prisma's adapter refuses although its engine asks for it:
// such columns pass the adapter as text, and the engine is given their type afterwards.
const catalogueLetter = 18;
const text = 25;
const catalogueLetters = new WeakMap<unknown[], number[]>();

/** A pool of one connection, so that a transaction that a caller begins on it holds for the engine too. */
export function createEnginePool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, idleTimeoutMillis: 0 });
  pool.on('error', () => undefined);
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult | pg.QueryResult[]>;
  const queryWithLetters = async (...args: unknown[]) => {
    const results = await query(...args);
    for (const { fields, rows } of [results].flat()) {
      const letters = [...fields.keys()].filter((index) => fields[index]?.dataTypeID === catalogueLetter);
      for (const index of letters) Object.assign(fields[index] ?? {}, { dataTypeID: text });
      catalogueLetters.set(rows, letters);
    }
    return results;
  };
  pool.query = queryWithLetters as typeof pool.query;
  return pool;
}
