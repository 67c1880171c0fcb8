import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, isPidInUse } from '@skillwright/locks';
import pg from 'pg';
import { isServerOf } from './postmaster.js';
import { startPostgres } from './start-postgres.js';
import type { PostgresOptions, PostgresServer } from './start-postgres.js';

/** The test run's folder in memory, where creating files is fast. Servers show its real path on their command lines. */
const work = realpathSync(join(process.env['SKILLWRIGHT_TEST_RUN'] ?? tmpdir(), 'memory'));

let seed: string;
let root: string;
let dataDir: string;
const started: PostgresServer[] = [];

async function start(options: Partial<PostgresOptions> = {}): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir, durable: false, ...options });
  started.push(server);
  return server;
}

async function query(server: PostgresServer, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Creates the data folder of an earlier start. */
const startedBefore = () => cp(seed, dataDir, { recursive: true });

beforeAll(async () => {
  seed = join(await mkdtemp(join(work, 'postgres-')), 'seed');
  await (await startPostgres({ dataDir: seed, durable: false })).stop();
});

afterAll(async () => {
  await rm(dirname(seed), { recursive: true, force: true });
});

beforeEach(async () => {
  root = await mkdtemp(join(work, 'postgres-'));
  dataDir = join(root, 'postgres');
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
  await rm(root, { recursive: true, force: true });
});

describe('a first start', () => {
  it('creates the data folder, reports it, and serves', async () => {
    const told: string[] = [];
    const server = await start({ onProgress: (text) => told.push(text) });
    expect(server.adopted).toBe(false);
    expect(told).toEqual(['PostgreSQL: creating its data folder', 'PostgreSQL: starting']);
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('refuses connections without the password', async () => {
    const server = await start();
    const url = new URL(server.url('postgres'));
    url.password = 'guess';
    const client = new pg.Client({ connectionString: url.href });
    await expect(client.connect()).rejects.toThrow(/password authentication failed/);
  });

  it('removes the draft of a start that was killed', async () => {
    const left = `${dataDir}.new-999999999-0`;
    await mkdir(join(left, 'data'), { recursive: true });
    await writeFile(join(left, 'data', 'PG_VERSION'), '18\n');
    await start();
    expect(existsSync(left)).toBe(false);
  });

  it('creates one data folder when two processes start at the same time', async () => {
    const servers = await Promise.all([start(), start()]);
    expect(servers[0].pid).toBe(servers[1].pid);
    expect(servers.filter(({ adopted }) => adopted)).toHaveLength(1);
    expect(await readdir(root)).toEqual(['postgres']);
  });
});

describe('a stopped server', () => {
  beforeEach(startedBefore);

  it('has ended and disconnected its clients', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: server.url('postgres') });
    const disconnected = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await server.stop();
    await disconnected;
    expect(await isServerOf(join(dataDir, 'data'), server.pid)).toBe(false);
    await expect(server.stop()).resolves.toBeUndefined();
  });

  it('starts again on the same port with its data', async () => {
    const first = await start();
    await query(first, 'CREATE TABLE kept AS SELECT 7 AS value');
    await first.stop();
    const second = await start();
    expect(second).toMatchObject({ port: first.port, adopted: false });
    expect(await query(second, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });

  it('starts again on another port when its own is in use', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer().listen(first.port, '127.0.0.1');
    await once(squatter, 'listening');
    const second = await start();
    expect(second.port).not.toBe(first.port);
    expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    squatter.close();
  });
});

describe('after a kill -9', () => {
  beforeEach(startedBefore);

  it('of the process that started it, the server is adopted', async () => {
    const script = `
      import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
      const { pid } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
      console.log(pid);
      setInterval(() => undefined, 1000);`;
    const args = ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', script];
    const starter = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = (await once(starter.stdout, 'data')) as [Buffer];
    starter.kill('SIGKILL');
    await once(starter, 'exit');

    const server = await start();
    expect(server).toMatchObject({ adopted: true, pid: Number(output.toString()) });
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(await isServerOf(join(dataDir, 'data'), server.pid)).toBe(false);
  });

  it('of the server itself, nothing committed is lost', async () => {
    const first = await start({ durable: true });
    await query(first, 'CREATE TABLE kept AS SELECT 7 AS value');
    process.kill(first.pid, 'SIGKILL');
    while (await isServerOf(join(dataDir, 'data'), first.pid)) await delay(10);
    const second = await start({ durable: true });
    expect(second.adopted).toBe(false);
    expect(await query(second, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });

  /** Writes a claim on the data folder for a process that is no server. */
  const leaveClaim = async (pid: number) => {
    const data = join(dataDir, 'data');
    await writeFile(join(data, 'postmaster.pid'), `${pid}\n${data}\n1\n65000\n\n127.0.0.1\n  1 1\nready   \n`);
  };

  it('another process with the pid of the server is not taken for the server', async () => {
    await leaveClaim(process.pid);
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(server.pid).not.toBe(process.pid);
  });

  it('the server starts again while the killed one is still a zombie', async () => {
    // The shell becomes `sleep`, which never waits for the child that it has inherited.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const zombie = Number(String((await once(parent.stdout, 'data'))[0]));
      while (isAlive(zombie)) await delay(1);
      expect(isPidInUse(zombie)).toBe(true);
      await leaveClaim(zombie);
      expect(await start()).toMatchObject({ adopted: false });
    } finally {
      parent.kill('SIGKILL');
    }
  });
});

describe('a data folder that cannot be used', () => {
  it('is named and left unchanged when it has another major version', async () => {
    await startedBefore();
    await writeFile(join(dataDir, 'data', 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/was written by PostgreSQL 15, and this is PostgreSQL 18/);
    expect(await readFile(join(dataDir, 'data', 'PG_VERSION'), 'utf8')).toBe('15\n');
  });

  it('is named and left unchanged when it belongs to another program', async () => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'thesis.txt'), 'mine');
    await expect(start()).rejects.toThrow(/is not a data folder of Skillwright's PostgreSQL/);
    expect(await readdir(dataDir)).toEqual(['thesis.txt']);
  });

  it('is named when it is a file', async () => {
    await writeFile(dataDir, '');
    await expect(start()).rejects.toThrow(/PostgreSQL's data folder cannot be used: .*ENOTDIR/);
  });

  it("is named with PostgreSQL's error when it is damaged", async () => {
    await startedBefore();
    await writeFile(join(dataDir, 'data', 'postgresql.conf'), 'port = many\n');
    await expect(start()).rejects.toThrow(/PostgreSQL did not start on .*postgresql\.conf/);
  });
});

const asRoot = process.getuid?.() === 0 ? it : it.skip;

asRoot('runs the server under another account when root has no user namespaces', async () => {
  const { findOrdinaryUser } = await import('./ordinary-user.js');
  const user = await findOrdinaryUser(async () => false);
  expect(user.ids?.uid).toBeGreaterThan(0);
  // A closed folder that other accounts can reach.
  await rm(root, { recursive: true });
  root = await mkdtemp(join(tmpdir(), 'skillwright-postgres-'));
  dataDir = join(root, 'postgres');
  const server = await start({ user });
  expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect((await stat(root)).mode & 0o777).toBe(0o701);
});
