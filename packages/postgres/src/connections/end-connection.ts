import type pg from 'pg';

/** The time for the server to close a connection that says goodbye. */
const goodbyeMs = 1_000;

/** Ends a connection, within a second also when the server has fallen silent. Never rejects. */
export async function endConnection(client: pg.Client): Promise<void> {
  const late = setTimeout(() => client.connection.stream.destroy(), goodbyeMs);
  try {
    await client.end();
  } catch {
    // It has broken before.
  } finally {
    clearTimeout(late);
  }
}
