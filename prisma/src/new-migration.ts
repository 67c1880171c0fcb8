import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseService } from './database-service.js';
import { createEnginePool } from './engine-adapter.js';
import { migrationsFolder, readMigrations, readSchema } from './read-migrations.js';
import { withSchemaEngine } from './schema-engine.js';

/** The SQL from a service's newest migration to its `schema.prisma`, if they differ. Scratch databases on the server are used. */
export async function diffMigrations(options: {
  databaseUrl: string;
  service: DatabaseService;
}): Promise<string | undefined> {
  const [migrationsList, schema] = await Promise.all([readMigrations(options.service), readSchema(options.service)]);
  const pool = createEnginePool(options.databaseUrl);
  try {
    const { stdout, exitCode } = await withSchemaEngine(pool, schema, (engine) =>
      engine.diff({
        from: { tag: 'migrations', ...migrationsList },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
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

/** Writes that difference as a new migration, to be read and completed by hand; returns its file, if there is one to write. */
export async function writeMigration(options: {
  databaseUrl: string;
  service: DatabaseService;
  name: string;
  now: Date;
}): Promise<string | undefined> {
  const sql = await diffMigrations(options);
  if (sql === undefined) return undefined;
  const timestamp = options.now.toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder(options.service), `${timestamp}_${options.name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  return join(folder, 'migration.sql');
}
