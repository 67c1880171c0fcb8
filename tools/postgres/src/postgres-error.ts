/** Why the embedded PostgreSQL cannot be had, as one sentence that a person can act on. */
export class PostgresError extends Error {
  override name = 'PostgresError';
}
