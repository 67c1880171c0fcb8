import { spawn } from 'node:child_process';
import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.js';
import { databaseUser, openCluster, serverEnvironment } from './cluster.js';
import type { Cluster } from './cluster.js';
import { findFreePort } from './free-port.js';
import { findOrdinaryUser } from './ordinary-user.js';
import type { OrdinaryUser } from './ordinary-user.js';
import { PostgresError } from './postgres-error.js';
import { isServerOf, readPostmaster } from './postmaster.js';
import { sendSignal, stopServer } from './stop-server.js';

export interface PostgresOptions {
  /** Where the server keeps all that is its own; made when missing. */
  readonly dataDir: string;
  /** False trades safety in a crash for speed: for tests. */
  readonly durable?: boolean;
  /** How long a start may take, crash recovery included; 60 s by default. */
  readonly startTimeoutMs?: number;
  readonly onProgress?: (text: string) => void;
  /** How to run as somebody else than root; found out by default. */
  readonly user?: OrdinaryUser;
}

export interface PostgresServer {
  readonly port: number;
  readonly pid: number;
  /** Whether the server ran already: left behind by a process of ours that was killed. */
  readonly adopted: boolean;
  /** The connection string of a database, which need not exist yet. */
  url(database: string): string;
  /** Shuts the server down: open transactions are rolled back, nothing committed is lost. */
  stop(): Promise<void>;
  /** Ends the server at once, without waiting: for a process that must end now. The next start recovers what was committed. */
  kill(): void;
}

const pollMs = 20;
const logLimitBytes = 16 * 1024 * 1024;

/** Starts the embedded PostgreSQL on a data folder, or adopts the server that runs on it; throws a PostgresError. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { durable = true, startTimeoutMs = 60_000, onProgress = () => undefined } = options;
  const binaries = await findBinaries();
  const user = options.user ?? (await findOrdinaryUser());
  const cluster = await openCluster(options.dataDir, binaries, user, { durable, onProgress });
  const deadline = Date.now() + startTimeoutMs;

  for (let reported = false; ;) {
    const running = await findRunning(cluster, deadline);
    if (running) return createServer(cluster, running, true);
    if (!reported) onProgress('PostgreSQL: starting');
    reported = true;
    const started = await launch(cluster, binaries.postgres, user, {
      port: await choosePort(cluster),
      durable,
      deadline,
    });
    if ('pid' in started) return createServer(cluster, started, false);
    if (!isPassing(started.log) || Date.now() > deadline) {
      throw new PostgresError(
        `PostgreSQL did not start on ${cluster.data}: ${lastFault(started.log)} (${cluster.logFile})`,
      );
    }
    await delay(pollMs * 5);
  }
}

/** Whether to try again: somebody took the port in between, starts the same server, or a killed one is on its way out. */
function isPassing(log: string): boolean {
  return /Address already in use|pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(log);
}

function createServer(
  cluster: Cluster,
  { pid, port }: { pid: number; port: number },
  adopted: boolean,
): PostgresServer {
  return {
    port,
    pid,
    adopted,
    url: (database) => urlOf(cluster, port, database),
    stop: () => stopServer(cluster.data, pid),
    kill: () => sendSignal(pid, 'SIGQUIT'),
  };
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://${databaseUser}:${cluster.password}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

async function findRunning(cluster: Cluster, deadline: number): Promise<{ pid: number; port: number } | undefined> {
  for (;;) {
    const found = await readPostmaster(cluster.data);
    if (!found) return undefined;
    if (!(await isServerOf(cluster.data, found.pid))) {
      // PostgreSQL would refuse to start when the dead server's process id has passed to another process.
      await rm(join(cluster.data, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (found.status === 'ready') {
      await checkOurs(cluster, found.port);
      return found;
    }
    if (Date.now() > deadline) {
      throw new PostgresError(`The PostgreSQL server on ${cluster.data} (process ${found.pid}) does not become ready.`);
    }
    await delay(pollMs);
  }
}

interface Launch {
  readonly port: number;
  readonly durable: boolean;
  readonly deadline: number;
}

async function launch(
  cluster: Cluster,
  program: string,
  user: OrdinaryUser,
  { port, durable, deadline }: Launch,
): Promise<{ pid: number; port: number } | { log: string }> {
  const log = await openLog(cluster.logFile);
  const { size: logStart } = await log.stat();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const [command = '', ...args] = [
    ...user.prefix,
    program,
    '-D',
    cluster.data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  // Detached, with its output in a file: the server must outlive a Ctrl-C of its terminal, which reaches us first and
  // lets us stop it in its turn, and a kill of this process, whose successor adopts it.
  const child = spawn(command, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: serverEnvironment(),
    ...user.ids,
  });
  let ended = false;
  child.once('error', () => (ended = true));
  child.once('exit', () => (ended = true));
  child.unref();
  await log.close();

  while (!ended) {
    const found = await readPostmaster(cluster.data);
    if (found?.pid === child.pid && found?.status === 'ready') {
      await checkOurs(cluster, port);
      await writeFile(cluster.portFile, `${port}\n`);
      return { pid: found.pid, port };
    }
    if (Date.now() > deadline) {
      if (child.pid) await stopServer(cluster.data, child.pid);
      return { log: 'it was not ready in time' };
    }
    await delay(pollMs);
  }
  return { log: (await readFile(cluster.logFile, 'utf8')).slice(logStart) };
}

async function openLog(path: string): ReturnType<typeof open> {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  return open(path, size > logLimitBytes ? 'w' : 'a', 0o600);
}

async function choosePort(cluster: Cluster): Promise<number> {
  const remembered = await readFile(cluster.portFile, 'utf8').catch(() => '');
  return findFreePort(Number(remembered) || undefined);
}

/** That what answers on the port is this data folder's server and knows our password. */
async function checkOurs(cluster: Cluster, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(cluster, port, 'postgres'), connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    if (rows[0]?.data_directory !== cluster.data) throw new Error('it serves another data folder');
  } catch (cause) {
    throw new PostgresError(
      `A PostgreSQL server answers on port ${port}, but not as ours: ${(cause as Error).message}`,
      {
        cause,
      },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function lastFault(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim());
  return (
    lines.filter((line) => /FATAL|PANIC|ERROR|HINT/.test(line)).at(-1) ??
    lines.at(-1) ??
    'it said nothing'
  ).trim();
}
