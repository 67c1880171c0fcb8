/** The embedded PostgreSQL cannot be used; the message gives the reason and the remedy in one sentence. */
export class PostgresError extends Error {
  override name = 'PostgresError';
}
