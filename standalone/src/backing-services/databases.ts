import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@skillwright/postgres-server';
import type { DatabaseService } from '@skillwright/prisma/migrate';
import { messageOf, StartError } from '@skillwright/service/start-up';
import type { StandaloneConfig } from '../config.js';
import { displayPath } from '../terminal/display-path.js';
import { SupervisedServer, type Server } from './supervised-server.js';

/** The migrated databases of the services, and the embedded PostgreSQL under them where there is one. */
export interface Databases {
  readonly urls: Readonly<Record<DatabaseService, string>>;
  /** One line for the start-up report, without passwords. */
  readonly description: string;
  /** Stops the embedded PostgreSQL, if one was started. */
  stop(): Promise<void>;
  /** Kills the embedded PostgreSQL at once, if one was started. */
  kill(): void;
}

const owners: readonly DatabaseService[] = ['skill', 'validation'];

/**
 * Opens and migrates the databases: the configured ones, and an embedded PostgreSQL for the others. `onLaunch` is
 * called when the start only waits for PostgreSQL. Throws a StartError when a database cannot be migrated.
 */
export async function openDatabases(
  config: StandaloneConfig,
  dataFolder: string,
  { onProgress, onLaunch }: { onProgress: (text: string) => void; onLaunch?: () => void },
): Promise<Databases> {
  const given = { skill: config.SKILL_DATABASE_URL, validation: config.VALIDATION_DATABASE_URL };
  const start = () => startPostgres({ dataDir: join(dataFolder, 'postgres'), onProgress, onLaunch });
  const needsNone = given.skill !== undefined && given.validation !== undefined;
  if (needsNone) onLaunch?.();
  const embedded = needsNone ? undefined : await start();
  const open = async (service: DatabaseService) => {
    const url = given[service] ?? embedded?.url(service) ?? '';
    await bringUpToDate(service, url, onProgress);
    return given[service] ?? (await openRole(service, url));
  };
  let urls: Record<DatabaseService, string>;
  try {
    const [skill, validation] = await Promise.all([open('skill'), open('validation')]);
    urls = { skill, validation };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const supervised =
    embedded &&
    new SupervisedServer(toServer(embedded), {
      name: 'PostgreSQL',
      restart: async () => toServer(await start()),
      onEvent: onProgress,
    });
  return {
    urls,
    description: describe(given, embedded && { ...embedded, folder: join(dataFolder, 'postgres') }),
    stop: async () => supervised?.stop(),
    kill: () => supervised?.kill(),
  };
}

function toServer(server: PostgresServer): Server {
  return { ...server, address: `127.0.0.1:${server.port}` };
}

async function bringUpToDate(service: DatabaseService, databaseUrl: string, onProgress: (text: string) => void) {
  // Imported late, so that the code is read while PostgreSQL starts.
  const { migrate } = await import('@skillwright/prisma/migrate');
  try {
    const applied = await migrate({ service, databaseUrl });
    if (applied.length > 0) onProgress(`PostgreSQL: database ${service} migrated (${applied.join(', ')})`);
  } catch (error) {
    const { host, pathname } = new URL(databaseUrl);
    throw new StartError(`${(error as Error).message} (${pathname.slice(1)} at ${host}).`, { cause: error });
  }
}

/** Returns the address at which a service uses its embedded database, by a role that may only read and write rows. */
async function openRole(service: DatabaseService, databaseUrl: string): Promise<string> {
  const { openServiceRole } = await import('@skillwright/postgres/migrations');
  try {
    return await openServiceRole({ databaseUrl, role: service });
  } catch (error) {
    throw new StartError(`The role of ${service} could not be prepared: ${messageOf(error)}.`, { cause: error });
  }
}

function describe(
  given: Readonly<Record<DatabaseService, string | undefined>>,
  embedded: { port: number; adopted: boolean; folder: string } | undefined,
): string {
  const own = owners.flatMap((service) => {
    const url = given[service];
    return url ? [`${service} at ${new URL(url).host}`] : [];
  });
  if (!embedded) return own.join(', ');
  const how = embedded.adopted ? 'embedded, adopted from a run that was killed' : 'embedded';
  return [...own, `${how}, 127.0.0.1:${embedded.port}, data in ${displayPath(embedded.folder)}`].join(', ');
}
