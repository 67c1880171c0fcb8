import { createHash } from 'node:crypto';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { withConnection } from '../connections/with-connection.js';

interface MigrationRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly applied: boolean;
}

const unknownTable = '42P01';

/**
 * Whether a database has exactly these migrations, unchanged, according to Prisma's table of migrations. Any other
 * state (a migration more, less, changed or failed) is left to Prisma's schema engine, which takes some 100 ms of CPU
 * to load.
 */
export async function isUpToDate(databaseUrl: string, { migrationDirectories }: MigrationList): Promise<boolean> {
  const rows = await readMigrationTable(databaseUrl);
  const checksums = new Map(rows.map(({ migration_name: name, checksum }) => [name, checksum]));
  return (
    rows.length === migrationDirectories.length &&
    rows.every(({ applied }) => applied) &&
    migrationDirectories.every(({ path, migrationFile: { content } }) => {
      return content.tag === 'ok' && checksums.get(path) === createHash('sha256').update(content.value).digest('hex');
    })
  );
}

async function readMigrationTable(databaseUrl: string): Promise<readonly MigrationRow[]> {
  return withConnection({ databaseUrl, name: 'migrations' }, async (client) => {
    const { rows } = await client.query<MigrationRow>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AND rolled_back_at IS NULL AS applied
         FROM _prisma_migrations`,
    );
    return rows;
  }).catch((error: unknown) => {
    if ((error as { code?: string }).code === unknownTable) return [];
    throw error;
  });
}
