import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { sendSignal } from '@skillwright/locks';
import { freePort, isPortFree, StartError } from '@skillwright/service/start-up';
import { findBinaries } from './binaries.js';
import { openCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import { checkServer, urlOf } from './connection.js';
import { launchServer } from './launch-server.js';
import { findOrdinaryUser } from './ordinary-user.js';
import type { OrdinaryUser } from './ordinary-user.js';
import { disclaim, isServerOf, readPostmaster } from './postmaster.js';
import { stopServer } from './stop-server.js';

export interface PostgresOptions {
  /** The folder of the server's data, password, port and log; created when it is missing. */
  readonly dataDir: string;
  /** False makes the server faster but unsafe in a crash, for tests. True by default. */
  readonly durable?: boolean;
  /** The longest time for a start with crash recovery, in milliseconds; 60,000 by default. */
  readonly startTimeoutMs?: number;
  readonly onProgress?: (text: string) => void;
  /** Called when the start only waits for PostgreSQL, and this process is free for other work. */
  readonly onLaunch?: (() => void) | undefined;
  /** The user of the server process; found by `findOrdinaryUser` by default. */
  readonly user?: OrdinaryUser;
}

export interface PostgresServer {
  readonly port: number;
  readonly pid: number;
  /** True when the server was still running after its starter had been killed. */
  readonly adopted: boolean;
  /** Returns the connection string of a database, which need not exist yet. */
  url(database: string): string;
  /** Returns whether the server's process is alive. */
  isRunning(): Promise<boolean>;
  /** Shuts the server down. Open transactions are rolled back; committed data is kept. */
  stop(): Promise<void>;
  /** Kills the server without waiting, for a process that must end now. The next start recovers the committed data. */
  kill(): void;
}

const pollMs = 20;

/** Starts the embedded PostgreSQL on a data folder, or adopts the server that runs on it. Throws a StartError. */
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
      throw new StartError(
        `PostgreSQL did not start on ${cluster.data}: ${lastFault(started.log)} (${cluster.logFile})`,
      );
    }
    await delay(pollMs * 5);
  }
}

/**
 * Returns whether the fault will pass: another program took the port, another process starts the same server, or
 * processes of a killed server are still ending.
 */
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
      throw new StartError(
        `The PostgreSQL server on ${cluster.data} (process ${found.pid}) did not become ready in time.`,
      );
    }
    await delay(pollMs);
  }
}

async function choosePort(cluster: Cluster): Promise<number> {
  const remembered = await readFile(cluster.portFile, 'utf8').catch(() => '');
  const port = Number(remembered);
  return port > 0 && (await isPortFree(port)) ? port : freePort();
}

function lastFault(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim());
  return (
    lines.filter((line) => /FATAL|PANIC|ERROR|HINT/.test(line)).at(-1) ??
    lines.at(-1) ??
    'it logged nothing'
  ).trim();
}
