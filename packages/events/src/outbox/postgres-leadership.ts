import { connectionSettings, endConnection, withConnection, type ConnectionOptions } from '@skillwright/postgres';
import pg from 'pg';
import type { Leadership } from './outbox-store.js';

/**
 * The longest wait for the lock in one statement. A waiting statement holds a snapshot, which keeps vacuum from
 * working.
 */
const lockWaitMs = 5_000;
const lockNotAvailable = '55P03';
const heartbeatMs = 2_000;
/** The time for the server to cancel a wait that is called off. */
const cancelMs = 1_000;

export interface PostgresLeadershipOptions {
  readonly databaseUrl: string;
  /** Relays with the same name in the same database compete. */
  readonly name: string;
  onNotification(): void;
}

/**
 * Waits in PostgreSQL's own queue for an advisory lock, on a connection that only serves this lock and NOTIFY: when the
 * leader's connection ends, the next in the queue leads at once. Undefined when `signal` aborted first.
 */
export async function leadByAdvisoryLock(
  options: PostgresLeadershipOptions,
  signal: AbortSignal,
): Promise<Leadership | undefined> {
  const client = new pg.Client(connectionSettings(connectionOf(options)));
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  client.on('notification', options.onNotification);
  await client.connect();
  try {
    if (!(await takeLock(client, options, signal))) {
      await endConnection(client);
      return undefined;
    }
    await client.query('listen outbox');
  } catch (error) {
    await endConnection(client);
    throw error;
  }
  watchConnection(client, lost);
  return { lost: lost.signal, release: () => endConnection(client) };
}

function connectionOf({ databaseUrl, name }: PostgresLeadershipOptions): ConnectionOptions {
  return {
    databaseUrl,
    name: `outbox relay ${name}`,
    limits: { lockMs: lockWaitMs },
    // After this time the server ends the session of a leader whose machine has vanished.
    sessionSettings: '-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3',
  };
}

async function takeLock(client: pg.Client, options: PostgresLeadershipOptions, signal: AbortSignal): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  let late: NodeJS.Timeout | undefined;
  const cancel = () => {
    void withConnection(connectionOf(options), (other) =>
      other.query('select pg_cancel_backend($1)', [rows[0]?.pid]),
    ).catch(() => undefined);
    // On a connection that has fallen silent, the wait would go on.
    late = setTimeout(() => client.connection.stream.destroy(), cancelMs);
  };
  signal.addEventListener('abort', cancel);
  try {
    while (!signal.aborted) {
      try {
        await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`outbox relay ${options.name}`]);
        return !signal.aborted;
      } catch (error) {
        const waited = error instanceof pg.DatabaseError && error.code === lockNotAvailable;
        if (!waited && !signal.aborted) throw error;
      }
    }
    return false;
  } finally {
    signal.removeEventListener('abort', cancel);
    clearTimeout(late);
  }
}

/** Detects a connection that has gone silent, which raises no error. */
function watchConnection(client: pg.Client, lost: AbortController): void {
  let answered = true;
  const heart = setInterval(() => {
    if (!answered) return lost.abort();
    answered = false;
    client.query('select 1').then(
      () => (answered = true),
      () => lost.abort(),
    );
  }, heartbeatMs);
  heart.unref();
  lost.signal.addEventListener('abort', () => clearInterval(heart));
}
