import { databaseUser } from './cluster.js';
import type { Cluster } from './cluster.js';
import { PostgresError } from './postgres-error.js';

/** The connection string of a database on the cluster's server. */
export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://${databaseUser}:${cluster.password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

/** That what answers on the port is this data folder's server and knows our password; throws a PostgresError. */
export async function checkServer(cluster: Cluster, port: number): Promise<void> {
  // Read only when a server has been started: it starts meanwhile.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: urlOf(cluster, port, 'postgres'), connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    if (rows[0]?.data_directory !== cluster.data) throw new Error('it serves another data folder');
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new PostgresError(`A PostgreSQL server answers on port ${port}, but not as ours: ${reason}`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}
