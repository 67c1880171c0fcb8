import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';

/** A database's schema: a folder with `schema.prisma` and `migrations/`, as Prisma keeps them. */
export interface SchemaFolder {
  /** Names the database in errors. */
  readonly name: string;
  readonly path: string;
}

/** The text of `schema.prisma`. */
export function readSchema(schema: SchemaFolder): Promise<string> {
  return readFile(join(schema.path, 'schema.prisma'), 'utf8');
}

/** The migrations, oldest first, in the form that Prisma's engine takes them. */
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

/** Where the migrations lie, a folder each. */
export function migrationsFolder(schema: SchemaFolder): string {
  return join(schema.path, 'migrations');
}
