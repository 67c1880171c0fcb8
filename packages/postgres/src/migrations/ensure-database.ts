import { withConnection } from '../connections/with-connection.js';

const invalidCatalogName = '3D000';
const alreadyThere = ['42P04', '23505'];
const name = 'migrations';

/** Creates the database that the connection string names, if its server does not have it. */
export async function ensureDatabase(databaseUrl: string): Promise<void> {
  try {
    await withConnection({ databaseUrl, name }, async () => undefined);
  } catch (error) {
    if ((error as { code?: string }).code !== invalidCatalogName) throw error;
    await createDatabase(databaseUrl);
  }
}

async function createDatabase(databaseUrl: string): Promise<void> {
  const maintenance = new URL(databaseUrl);
  const database = decodeURIComponent(maintenance.pathname.slice(1));
  maintenance.pathname = '/postgres';
  try {
    await withConnection({ databaseUrl: maintenance.href, name }, (client) =>
      client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`),
    );
  } catch (error) {
    // Another process was faster. PostgreSQL reports the two ends of that race by different codes.
    if (!alreadyThere.includes((error as { code?: string }).code ?? '')) throw error;
  }
}
