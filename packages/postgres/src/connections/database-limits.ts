/** The longest waits for a database, in milliseconds. A statement of ours takes some milliseconds. */
export interface DatabaseLimits {
  /** To connect; also to be given a connection by a pool that is full. */
  readonly connectMs: number;
  readonly statementMs: number;
  /** For a lock that another transaction holds. */
  readonly lockMs: number;
  /** For the next statement of an open transaction: the server ends one whose client is gone, and frees its locks. */
  readonly idleInTransactionMs: number;
  /** Without a byte from the server. Must be longer than `statementMs`. */
  readonly silenceMs: number;
  /** For the answer whether a commit that was not confirmed has been carried out. */
  readonly outcomeMs: number;
}

export const databaseLimits: DatabaseLimits = {
  connectMs: 5_000,
  statementMs: 30_000,
  lockMs: 10_000,
  idleInTransactionMs: 30_000,
  silenceMs: 35_000,
  outcomeMs: 10_000,
};
