import { StartError } from '@skillwright/service/start-up';
import { databaseUser } from './cluster.js';
import type { Cluster } from './cluster.js';

/** Returns the connection string of a database on the cluster's server. */
export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://${databaseUser}:${cluster.password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

/** Throws a StartError unless the server on the port serves this data folder and accepts its password. */
export async function checkServer(cluster: Cluster, port: number): Promise<void> {
  // Imported late, so that the code is read while the server starts.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: urlOf(cluster, port, 'postgres'), connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    if (rows[0]?.data_directory !== cluster.data) throw new Error('it serves another data folder');
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new StartError(`The PostgreSQL server on port ${port} is not this data folder's: ${reason}`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}
