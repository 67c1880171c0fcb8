import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { sendSignal } from '@skillwright/locks';
import { findBinaries } from './binaries.js';
import { openCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import { checkServer, urlOf } from './connection.js';
import { findFreePort } from './free-port.js';
import { launchServer } from './launch-server.js';
import { findOrdinaryUser } from './ordinary-user.js';
import type { OrdinaryUser } from './ordinary-user.js';
import { PostgresError } from './postgres-error.js';
import { disclaim, isServerOf, readPostmaster } from './postmaster.js';
import { stopServer } from './stop-server.js';

export interface PostgresOptions {
  /** Where the server keeps all that is its own; made when missing. */
  readonly dataDir: string;
  /** False trades safety in a crash for speed: for tests. */
  readonly durable?: boolean;
  /** How long a start may take, crash recovery included; 60 s by default. */
  readonly startTimeoutMs?: number;
  readonly onProgress?: (text: string) => void;
  /** Told when the start waits for PostgreSQL's processes, and needs this one hardly any more. */
  readonly onLaunch?: (() => void) | undefined;
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
  /** Whether the server's process lives. */
  isRunning(): Promise<boolean>;
  /** Shuts the server down: open transactions are rolled back, nothing committed is lost. */
  stop(): Promise<void>;
  /** Ends the server at once, without waiting: for a process that must end now. The next start recovers what was committed. */
  kill(): void;
}

const pollMs = 20;

/** Starts the embedded PostgreSQL on a data folder, or adopts the server that runs on it; throws a PostgresError. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { durable = true, startTimeoutMs = 60_000, onProgress = () => undefined, onLaunch = () => undefined } = options;
  const binaries = await findBinaries();
  const user = options.user ?? (await findOrdinaryUser());
  const cluster = await openCluster(options.dataDir, binaries, user, { durable, onProgress, onLaunch });
  const deadline = Date.now() + startTimeoutMs;

  for (let reported = false; ;) {
    const running = await findRunning(cluster, deadline);
    if (running) return createServer(cluster, running, true);
    if (!reported) onProgress('PostgreSQL: starting');
    reported = true;
    const port = await choosePort(cluster);
    const launch = { cluster, program: binaries.postgres, user, port, durable, deadline, onLaunch };
    const started = await launchServer(launch);
    if ('pid' in started) {
      await checkServer(cluster, started.port);
      await writeFile(cluster.portFile, `${started.port}\n`);
      return createServer(cluster, started, false);
    }
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
    isRunning: () => isServerOf(cluster.data, pid),
    stop: () => stopServer(cluster.data, pid),
    kill: () => sendSignal(pid, 'SIGQUIT'),
  };
}

async function findRunning(cluster: Cluster, deadline: number): Promise<{ pid: number; port: number } | undefined> {
  for (;;) {
    const found = await readPostmaster(cluster.data);
    if (!found) return undefined;
    if (!(await isServerOf(cluster.data, found.pid))) {
      await disclaim(cluster.data, found.pid);
      return undefined;
    }
    if (found.status === 'ready') {
      await checkServer(cluster, found.port);
      return found;
    }
    if (Date.now() > deadline) {
      throw new PostgresError(`The PostgreSQL server on ${cluster.data} (process ${found.pid}) does not become ready.`);
    }
    await delay(pollMs);
  }
}

async function choosePort(cluster: Cluster): Promise<number> {
  const remembered = await readFile(cluster.portFile, 'utf8').catch(() => '');
  return findFreePort(Number(remembered) || undefined);
}

function lastFault(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim());
  return (
    lines.filter((line) => /FATAL|PANIC|ERROR|HINT/.test(line)).at(-1) ??
    lines.at(-1) ??
    'it said nothing'
  ).trim();
}
