import { Socket } from 'node:net';
import type pg from 'pg';
import { databaseLimits, type DatabaseLimits } from './database-limits.js';

export interface ConnectionOptions {
  readonly databaseUrl: string;
  /** The name of the connections in the server's own list, `pg_stat_activity`. */
  readonly name: string;
  readonly limits?: Partial<DatabaseLimits> | undefined;
  /** Further settings of the session, as `-c name=value`. */
  readonly sessionSettings?: string;
}

/** Returns the settings of pg for a connection on which every wait has a limit. */
export function connectionSettings(options: ConnectionOptions): pg.ClientConfig {
  const limits = { ...databaseLimits, ...options.limits };
  return {
    connectionString: options.databaseUrl,
    application_name: `skillwright ${options.name}`,
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // Not `query_timeout`: it gives up the statement and keeps the connection, on which every later statement would
    // wait.
    stream: () => createTimedSocket(limits.silenceMs),
    ...(options.sessionSettings === undefined ? {} : { options: options.sessionSettings }),
  };
}

/**
 * Creates a socket that is destroyed when no byte was sent or received for `silenceMs`: the other machine is gone then.
 */
function createTimedSocket(silenceMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs);
  socket.on('timeout', () => socket.destroy());
  return socket;
}
