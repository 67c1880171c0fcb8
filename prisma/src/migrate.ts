import type { DatabaseService } from './database-service.js';
import { createEnginePool, findScriptFailure } from './engine-adapter.js';
import { ensureDatabase } from './ensure-database.js';
import { readMigrations, readSchema } from './read-migrations.js';
import { withSchemaEngine } from './schema-engine.js';

export { databaseServices } from './database-service.js';
export type { DatabaseService } from './database-service.js';
export { ensureDatabase } from './ensure-database.js';

// Any number will do, as long as nothing else in these databases takes the same.
const migrationLock = 7_265_318;

/**
 * Brings a service's database, created when missing, to its newest migration, and returns the names of those just
 * applied. All of them or none: a start that is killed, or fails, leaves nothing to mend. Callers at the same time take
 * turns. The books are Prisma's own (`_prisma_migrations`).
 */
export async function migrate(options: { databaseUrl: string; service: DatabaseService }): Promise<string[]> {
  const { databaseUrl, service } = options;
  const [migrationsList, schema] = await Promise.all([readMigrations(service), readSchema(service)]);
  const pool = createEnginePool(databaseUrl);
  try {
    await ensureDatabase(databaseUrl);
    await pool.query('BEGIN');
    await pool.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    const applied = await withSchemaEngine(pool, schema, (engine) =>
      engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } }),
    );
    await pool.query('COMMIT');
    return applied.appliedMigrationNames;
  } catch (error) {
    const reason = findScriptFailure(pool) ?? (error as NodeJS.ErrnoException);
    // A name with several addresses, none of which answers, gives an error without a message.
    const text = reason.message || ('code' in reason ? reason.code : reason.name);
    throw new Error(`The database of ${service} could not be migrated: ${text}`, { cause: error });
  } finally {
    await pool.end();
  }
}
