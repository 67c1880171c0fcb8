import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { connectionSettings } from '../connections/connection-settings.js';

/**
 * Creates the connections of Prisma's schema engine: the pool, which stays the caller's, and scratch databases in which
 * migrations are replayed.
 */
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

/**
 * Returns the error of the script that failed on the pool, if one did. Inside a transaction, the schema engine cannot
 * report that error: its own statement for the report fails as well.
 */
export function findScriptFailure(pool: pg.Pool): Error | undefined {
  return scriptFailures.get(pool);
}

async function connect(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  // Prisma's own adapter splits a script at every semicolon, even inside the body of a function.
  adapter.executeScript = async (script) => {
    await pool.query(script).catch((error: Error) => {
      scriptFailures.set(pool, error);
      throw error;
    });
  };
  return adapter;
}

// The system tables of PostgreSQL have a one-letter type, "char". Prisma's adapter refuses it, although the schema
// engine reads such columns. They pass the adapter as text, and get their type back afterwards.
const charTypeId = 18;
const textTypeId = 25;
const charColumns = new WeakMap<unknown[], number[]>();

// Waits for the locks of another run, and statements that rewrite a table, may take minutes.
const limits = { statementMs: 600_000, lockMs: 600_000, idleInTransactionMs: 60_000, silenceMs: 660_000 };

/**
 * Creates a pool that makes one connection in its life, so that a transaction that the caller begins also contains the
 * statements of the schema engine. Once that connection is lost, every statement fails: on a new one it would run
 * outside of the transaction and without its locks.
 */
export function createEnginePool(databaseUrl: string): pg.Pool {
  let connected = false;
  const onConnect = () => {
    if (connected) throw new Error('the connection to the database was lost; nothing more is carried out');
    connected = true;
  };
  const settings = connectionSettings({ databaseUrl, name: 'migrations', limits });
  const pool = new pg.Pool({ ...settings, onConnect, max: 1, idleTimeoutMillis: 0 });
  pool.on('error', () => undefined);
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult | pg.QueryResult[]>;
  const queryCharsAsText = async (...args: unknown[]) => {
    const results = await query(...args);
    for (const { fields, rows } of [results].flat()) {
      const chars = [...fields.keys()].filter((index) => fields[index]?.dataTypeID === charTypeId);
      for (const index of chars) Object.assign(fields[index] ?? {}, { dataTypeID: textTypeId });
      charColumns.set(rows, chars);
    }
    return results;
  };
  pool.query = queryCharsAsText as typeof pool.query;
  return pool;
}
