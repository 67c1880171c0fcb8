import pg from 'pg';
import { connectionSettings, type ConnectionOptions } from './connection-settings.js';
import { endConnection } from './end-connection.js';

/** Calls `use` with a connection of its own, and ends the connection afterwards. Throws the errors of pg. */
export async function withConnection<Result>(
  options: ConnectionOptions,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(connectionSettings(options));
  // A connection that breaks fails its queries. Without a listener it would also end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await endConnection(client);
  }
}
