import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { serverEnvironment } from './cluster.js';
import type { Cluster } from './cluster.js';
import type { OrdinaryUser } from './ordinary-user.js';
import { readPostmaster } from './postmaster.js';
import { stopServer } from './stop-server.js';

export interface LaunchOptions {
  readonly cluster: Cluster;
  readonly program: string;
  readonly user: OrdinaryUser;
  readonly port: number;
  readonly durable: boolean;
  readonly deadline: number;
  readonly onLaunch: () => void;
}

/** Settings of a server for tests: its data may be lost in a crash, and the suites of several workspaces share it. */
const testSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' };
const pollMs = 20;
const logLimitBytes = 16 * 1024 * 1024;

/** Starts a server process and waits until it is ready. Returns its log when it ends before or is too late. */
export async function launchServer(options: LaunchOptions): Promise<{ pid: number; port: number } | { log: string }> {
  const { cluster, port, deadline, onLaunch } = options;
  const log = await openLog(cluster.logFile);
  const { size: logStart } = await log.stat();
  const child = spawnServer(options, log);
  let ended = false;
  child.once('error', () => (ended = true));
  child.once('exit', () => (ended = true));
  child.unref();
  onLaunch();
  await log.close();

  while (!ended) {
    const found = await readPostmaster(cluster.data);
    if (found?.pid === child.pid && found?.status === 'ready') return { pid: found.pid, port };
    if (Date.now() > deadline) {
      if (child.pid) await stopServer(cluster.data, child.pid);
      return { log: 'it was not ready in time' };
    }
    await delay(pollMs);
  }
  return { log: (await readFile(cluster.logFile)).subarray(logStart).toString() };
}

// Detached, with its output in a file: the server must survive a Ctrl-C, so that this process stops it in order, and a
// kill of this process, so that the next start adopts it.
function spawnServer({ cluster, program, user, port, durable }: LaunchOptions, log: FileHandle): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...(durable ? {} : testSettings),
  };
  const [command = '', ...args] = [
    ...user.prefix,
    program,
    ...['-D', cluster.data],
    ...['-p', String(port)],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  return spawn(command, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: serverEnvironment(),
    ...user.ids,
  });
}

async function openLog(path: string): Promise<FileHandle> {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  return open(path, size > logLimitBytes ? 'w' : 'a', 0o600);
}
