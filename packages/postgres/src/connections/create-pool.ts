import { OutageLog, messageOf, type Logger } from '@skillwright/service';
import pg from 'pg';
import { connectionSettings, type ConnectionOptions } from './connection-settings.js';
import { databaseLimits } from './database-limits.js';

export interface PoolOptions extends ConnectionOptions {
  /** The maximum number of connections. */
  readonly connections: number;
  readonly logger: Logger;
}

const longestIdleMs = 10_000;

/**
 * Creates a pool of connections on which every wait has a limit. Nothing is connected before the first query. A caller
 * that finds the pool full waits for `connectMs`; `classifyDatabaseError` classifies the error after that as `busy`,
 * not as `away`.
 */
export function createPool({ connections, logger, ...options }: PoolOptions): pg.Pool {
  const { silenceMs } = { ...databaseLimits, ...options.limits };
  // An unused connection is silent. The pool ends it before it looks like a broken one.
  const idleTimeoutMillis = Math.min(longestIdleMs, silenceMs / 2);
  const pool = new pg.Pool({ ...connectionSettings(options), max: connections, idleTimeoutMillis });
  // The error itself is not logged: pg-pool attaches the whole client to it, including the secret by which its
  // statements can be cancelled.
  const outage = new OutageLog({
    logger,
    away: 'an idle database connection broke',
    back: 'the database is connected again',
  });
  pool.on('error', (error) => outage.failed({ reason: messageOf(error), pool: options.name }));
  pool.on('connect', () => outage.succeeded({ pool: options.name }));
  return pool;
}
