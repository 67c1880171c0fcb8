/** The longest waits for a database, in milliseconds. Statements normally take a few milliseconds. */
export interface DatabaseLimits {
  /** For a connection to the server, or for a free connection of a full pool. */
  readonly connectMs: number;
  /** For the result of a statement. */
  readonly statementMs: number;
  /** For a lock that another transaction holds. */
  readonly lockMs: number;
  /**
   * For the next statement of an open transaction. The server then ends the transaction of a client that is gone, and
   * frees its locks.
   */
  readonly idleInTransactionMs: number;
  /** Without a byte from the server. Must be longer than `statementMs`. */
  readonly silenceMs: number;
  /** For the answer whether an unconfirmed commit was carried out. */
  readonly outcomeMs: number;
}

/** The default limits. */
export const databaseLimits: DatabaseLimits = {
  connectMs: 5_000,
  statementMs: 30_000,
  lockMs: 10_000,
  idleInTransactionMs: 30_000,
  silenceMs: 35_000,
  outcomeMs: 10_000,
};
