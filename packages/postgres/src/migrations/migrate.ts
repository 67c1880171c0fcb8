import { describeError } from '../outages/describe-error.js';
import { createEnginePool, findScriptFailure } from './engine-adapter.js';
import { ensureDatabase } from './ensure-database.js';
import { isUpToDate } from './is-up-to-date.js';
import { readMigrations, readSchema, type SchemaFolder } from './read-migrations.js';
import { withSchemaEngine } from './schema-engine.js';

// Any number will do, as long as nothing else in these databases takes the same.
const migrationLock = 7_265_318;

export interface MigrateOptions {
  readonly databaseUrl: string;
  readonly schema: SchemaFolder;
}

/**
 * Brings a database, created when missing, to its newest migration, and returns the names of the migrations just applied.
 * All of them are applied in one transaction: a run that is killed, or fails, leaves nothing behind. Runs at the same time
 * take turns. The books are Prisma's own (`_prisma_migrations`).
 */
export async function migrate({ databaseUrl, schema }: MigrateOptions): Promise<string[]> {
  const [migrationsList, datamodel] = await Promise.all([readMigrations(schema), readSchema(schema)]);
  const pool = createEnginePool(databaseUrl);
  try {
    await ensureDatabase(databaseUrl);
    if (await isUpToDate(databaseUrl, migrationsList)) return [];
    await pool.query('BEGIN');
    await pool.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    const applied = await withSchemaEngine(pool, datamodel, (engine) =>
      engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } }),
    );
    await pool.query('COMMIT');
    return applied.appliedMigrationNames;
  } catch (error) {
    const reason = describeError(findScriptFailure(pool) ?? error);
    throw new Error(`The database of ${schema.name} could not be migrated: ${reason}`, { cause: error });
  } finally {
    await pool.end();
  }
}
