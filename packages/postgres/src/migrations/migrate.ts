import { messageOf } from '@skillwright/service';
import { classifyDatabaseError } from '../outages/classify-database-error.js';
import { createEnginePool, findScriptFailure } from './engine-adapter.js';
import { ensureDatabase } from './ensure-database.js';
import { isUpToDate } from './is-up-to-date.js';
import { readMigrations, readSchema, type SchemaFolder } from './read-migrations.js';
import { withSchemaEngine } from './schema-engine.js';

// Any number that nothing else in these databases uses.
const migrationLock = 7_265_318;

export interface MigrateOptions {
  readonly databaseUrl: string;
  readonly schema: SchemaFolder;
}

/**
 * Brings a database to its newest migration, and creates the database if it is missing. Returns the names of the
 * migrations that were applied. All of them are applied in one transaction: a run that is killed or fails leaves
 * nothing behind, and so does one whose connection is lost. Concurrent runs wait for each other. The migrations are recorded in Prisma's own table
 * (`_prisma_migrations`).
 */
export async function migrate({ databaseUrl, schema }: MigrateOptions): Promise<string[]> {
  const [migrationsList, datamodel] = await Promise.all([readMigrations(schema), readSchema(schema)]);
  const pool = createEnginePool(databaseUrl);
  let begun = false;
  try {
    await ensureDatabase(databaseUrl);
    if (await isUpToDate(databaseUrl, migrationsList)) return [];
    await pool.query('BEGIN');
    begun = true;
    await pool.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    const applied = await withSchemaEngine(pool, datamodel, (engine) =>
      engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } }),
    );
    await pool.query('COMMIT');
    return applied.appliedMigrationNames;
  } catch (error) {
    const failure = findScriptFailure(pool) ?? error;
    const isLost = begun && classifyDatabaseError(failure) === 'away';
    const reason = `${isLost ? 'the connection was lost: ' : ''}${messageOf(failure)}`;
    throw new Error(`The database of ${schema.name} could not be migrated: ${reason}`, { cause: error });
  } finally {
    await pool.end();
  }
}
