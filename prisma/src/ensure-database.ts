import pg from 'pg';

const invalidCatalogName = '3D000';
const alreadyThere = ['42P04', '23505'];

/** Creates the database that the connection string names, where its server has none of that name. */
export async function ensureDatabase(databaseUrl: string): Promise<void> {
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  try {
    await withClient(databaseUrl, async () => undefined);
  } catch (error) {
    if ((error as { code?: string }).code !== invalidCatalogName) throw error;
    await createDatabase(databaseUrl, name);
  }
}

async function createDatabase(databaseUrl: string, name: string): Promise<void> {
  const maintenance = new URL(databaseUrl);
  maintenance.pathname = '/postgres';
  try {
    await withClient(maintenance.href, (client) => client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`));
  } catch (error) {
    // Another process was faster; PostgreSQL reports the two ends of that race by different codes.
    if (!alreadyThere.includes((error as { code?: string }).code ?? '')) throw error;
  }
}

/** Runs `use` with a connection of its own. */
export async function withClient<T>(databaseUrl: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
