import type { Logger } from '@skillwright/service';
import pg from 'pg';
import { describeError } from '../outages/describe-error.js';
import { connectionSettings, type ConnectionOptions } from './connection-settings.js';
import { databaseLimits } from './database-limits.js';

export interface PoolOptions extends ConnectionOptions {
  /** How many connections there are at most. */
  readonly connections: number;
  readonly logger: Logger;
}

const longestIdleMs = 10_000;

/**
 * A pool of connections on which every wait has an end. Nothing is connected before the first query. A caller that finds
 * the pool full waits for `connectMs`; `classifyDatabaseError` calls the error after that `busy`, and not `away`.
 */
export function createPool({ connections, logger, ...options }: PoolOptions): pg.Pool {
  const { silenceMs } = { ...databaseLimits, ...options.limits };
  // A connection that is not used is silent: the pool ends it before that looks like a broken one.
  const idleTimeoutMillis = Math.min(longestIdleMs, silenceMs / 2);
  const pool = new pg.Pool({ ...connectionSettings(options), max: connections, idleTimeoutMillis });
  // The error itself is not logged: pg-pool hangs the whole client on it, the server's secret for it included.
  pool.on('error', (error) =>
    logger.warn({ reason: describeError(error), pool: options.name }, 'an idle database connection broke'),
  );
  return pool;
}
