import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import type { DatabaseService } from './database-service.js';

/** The text of a service's `schema.prisma`. */
export function readSchema(service: DatabaseService): Promise<string> {
  return readFile(join(folderOf(service), 'schema.prisma'), 'utf8');
}

/** A service's migrations, oldest first, in the form that Prisma's engine takes them. */
export async function readMigrations(service: DatabaseService): Promise<MigrationList> {
  const baseDir = migrationsFolder(service);
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

/** Where a service's migrations lie, a folder each. */
export function migrationsFolder(service: DatabaseService): string {
  return join(folderOf(service), 'migrations');
}

function folderOf(service: DatabaseService): string {
  return fileURLToPath(new URL(`../${service}`, import.meta.url));
}
