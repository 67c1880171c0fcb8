import { createHash } from 'node:crypto';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { withConnection } from '../connections/with-connection.js';

interface BooksRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly applied: boolean;
}

const unknownTable = '42P01';

/**
 * Whether a database has exactly these migrations, as they are now, by Prisma's books. Everything else (a migration more,
 * less, changed or failed) is for Prisma's engine to judge, which takes some 100 ms of CPU to load.
 */
export async function isUpToDate(databaseUrl: string, { migrationDirectories }: MigrationList): Promise<boolean> {
  const rows = await readBooks(databaseUrl);
  const checksums = new Map(rows.map(({ migration_name: name, checksum }) => [name, checksum]));
  return (
    rows.length === migrationDirectories.length &&
    rows.every(({ applied }) => applied) &&
    migrationDirectories.every(({ path, migrationFile: { content } }) => {
      return content.tag === 'ok' && checksums.get(path) === createHash('sha256').update(content.value).digest('hex');
    })
  );
}

async function readBooks(databaseUrl: string): Promise<readonly BooksRow[]> {
  return withConnection({ databaseUrl, name: 'migrations' }, async (client) => {
    const { rows } = await client.query<BooksRow>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AND rolled_back_at IS NULL AS applied
         FROM _prisma_migrations`,
    );
    return rows;
  }).catch((error: unknown) => {
    if ((error as { code?: string }).code === unknownTable) return [];
    throw error;
  });
}
