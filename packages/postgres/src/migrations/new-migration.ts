import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEnginePool } from './engine-adapter.js';
import { migrationsFolder, readMigrations, readSchema, type SchemaFolder } from './read-migrations.js';
import { withSchemaEngine } from './schema-engine.js';

export interface DiffOptions {
  /** A server on which scratch databases can be created. */
  readonly databaseUrl: string;
  readonly schema: SchemaFolder;
}

/** Returns the SQL from the newest migration to `schema.prisma`; undefined if they agree. */
export async function diffMigrations({ databaseUrl, schema }: DiffOptions): Promise<string | undefined> {
  const [migrationsList, datamodel] = await Promise.all([readMigrations(schema), readSchema(schema)]);
  const pool = createEnginePool(databaseUrl);
  try {
    const { stdout, exitCode } = await withSchemaEngine(pool, datamodel, (engine) =>
      engine.diff({
        from: { tag: 'migrations', ...migrationsList },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: datamodel }] },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    return exitCode === 0 ? undefined : (stdout ?? '');
  } finally {
    await pool.end();
  }
}

/**
 * Writes that difference as a new migration, to be read and completed by hand. Returns its file; undefined if there is
 * no difference.
 */
export async function writeMigration(
  options: DiffOptions & { readonly name: string; readonly now: Date },
): Promise<string | undefined> {
  const sql = await diffMigrations(options);
  if (sql === undefined) return undefined;
  const timestamp = options.now.toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder(options.schema), `${timestamp}_${options.name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  return join(folder, 'migration.sql');
}
