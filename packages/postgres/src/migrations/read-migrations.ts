import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';

/** The schema of a database: a folder with `schema.prisma` and `migrations/`, in the layout of Prisma. */
export interface SchemaFolder {
  /** The name of the database in errors. */
  readonly name: string;
  readonly path: string;
}

/** Returns the text of `schema.prisma`. */
export function readSchema(schema: SchemaFolder): Promise<string> {
  return readFile(join(schema.path, 'schema.prisma'), 'utf8');
}

/** Returns the migrations, oldest first, in the form of Prisma's schema engine. */
export async function readMigrations(schema: SchemaFolder): Promise<MigrationList> {
  const baseDir = migrationsFolder(schema);
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(baseDir, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  };
}

/** Returns the folder that contains one folder per migration. */
export function migrationsFolder(schema: SchemaFolder): string {
  return join(schema.path, 'migrations');
}
