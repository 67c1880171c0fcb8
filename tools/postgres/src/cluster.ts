import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, readFile, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '@skillwright/service/files';
import { isAlive } from '@skillwright/locks';
import { StartError } from '@skillwright/service/start-up';
import type { Binaries } from './binaries.js';
import type { OrdinaryUser } from './ordinary-user.js';

/** The superuser of all Skillwright's connections. */
export const databaseUser = 'skillwright';

/** A data folder: PostgreSQL's own folder, and beside it the password, port and log of its server. */
export interface Cluster {
  readonly folder: string;
  /** PostgreSQL's data folder. */
  readonly data: string;
  readonly password: string;
  readonly logFile: string;
  readonly portFile: string;
}

/** Opens the data folder and creates it when it is missing. Throws a StartError when it cannot be used. */
export async function openCluster(
  dataDir: string,
  binaries: Binaries,
  user: OrdinaryUser,
  options: { durable: boolean; onProgress: (text: string) => void; onLaunch: () => void },
): Promise<Cluster> {
  const folder = resolve(dataDir);
  try {
    await removeAbandoned(folder);
    if (user.ids) await letPass(dirname(folder));
    if (await isMissingOrEmpty(folder)) {
      options.onProgress('PostgreSQL: creating its data folder');
      await createCluster(folder, binaries, user, options);
    }
    return await readCluster(await realpath(folder), binaries);
  } catch (error) {
    if (error instanceof StartError) throw error;
    const { code, path, message } = error as NodeJS.ErrnoException;
    const what = code === 'EACCES' || code === 'EPERM' ? 'is not accessible to this user' : message;
    throw new StartError(`PostgreSQL's data folder cannot be used: ${path ?? folder} ${what}.`, { cause: error });
  }
}

// The folder is created beside its place and renamed when it is complete. A killed start leaves a draft that no later
// start takes for a data folder.
async function createCluster(
  folder: string,
  binaries: Binaries,
  user: OrdinaryUser,
  { durable, onLaunch }: { durable: boolean; onLaunch: () => void },
): Promise<void> {
  const draft = `${folder}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const passwordFile = join(draft, 'password');
  await makeFolder(draft, 0o700);
  await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (user.ids) {
    await chown(draft, user.ids.uid, user.ids.gid);
    await chown(passwordFile, user.ids.uid, user.ids.gid);
  }
  const [program = '', ...args] = [
    ...user.prefix,
    binaries.initdb,
    `--pgdata=${join(draft, 'data')}`,
    `--username=${databaseUser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The sort order must not depend on the locales of the machine.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--set=timezone=UTC',
    '--set=log_timezone=UTC',
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    const making = promisify(execFile)(program, args, { env: serverEnvironment(), ...user.ids });
    onLaunch();
    await making;
    await moveIntoPlace(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const { stderr } = error as { stderr?: string };
    if (stderr === undefined) throw error;
    throw new StartError(`PostgreSQL could not create its data folder ${folder}: ${lastLine(stderr)}`, {
      cause: error,
    });
  }
}

async function moveIntoPlace(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    // Another process was faster; its data folder is as good.
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    await rm(draft, { recursive: true, force: true });
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.new-`;
  await makeFolder(dirname(folder));
  const abandoned = (await readdir(dirname(folder))).filter(
    (name) => name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10)),
  );
  await Promise.all(abandoned.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true })));
}

/** Lets other accounts pass through a folder, but not list it. */
async function letPass(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) await chmod(folder, (mode & 0o777) | 0o001);
}

async function isMissingOrEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

async function readCluster(folder: string, { majorVersion }: Binaries): Promise<Cluster> {
  const data = join(folder, 'data');
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new StartError(
      `${folder} is not a data folder of Skillwright's PostgreSQL (it has no data/PG_VERSION); move it away or choose another DATA_DIR.`,
    );
  });
  if (version.trim() !== majorVersion) {
    throw new StartError(
      `The data folder ${data} was written by PostgreSQL ${version.trim()}, and this is PostgreSQL ${majorVersion}; upgrade it with pg_upgrade, or choose another DATA_DIR.`,
    );
  }
  await stat(join(data, 'global', 'pg_control')).catch(() => {
    throw new StartError(
      `The data folder ${data} is damaged (global/pg_control is missing); restore it from a backup, or choose another DATA_DIR.`,
    );
  });
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim();
  return { folder, data, password, logFile: join(folder, 'server.log'), portFile: join(folder, 'port') };
}

/** Returns the environment for PostgreSQL's programs: this process's environment without the PG* variables. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C' };
}

function lastLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return (
    lines.filter((line) => /error|fatal|could not|cannot/i.test(line)).at(-1) ?? lines.filter(Boolean).at(-1) ?? ''
  );
}
