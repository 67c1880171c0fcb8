import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceError, type LifecycleStep, type Logger } from '@skillwright/service';
import { parseFolder } from '../definition/parse-definition.js';
import type { Library } from '../library/library.js';
import { readSkillFolder } from './read-skill-folder.js';
import { seedSkill, type SeedOutcome } from './seed-skill.js';

/** Returns the lifecycle step that seeds the library. Without a directory it does nothing. */
export function seedingStep(library: Library, directory: string | undefined, logger: Logger): LifecycleStep {
  return {
    name: 'first-party skills',
    start: async () => {
      if (directory === undefined) return;
      const outcomes = await seedLibrary(library, directory, logger);
      logger.info({ outcomes }, 'the library has its first-party skills');
    },
  };
}

/**
 * Seeds the library with every skill folder in `directory` and returns the outcome of each. An invalid skill folder or
 * a missing directory is logged and skipped, since the service works without it. Throws DATABASE_UNAVAILABLE and
 * DATABASE_BUSY.
 */
export async function seedLibrary(
  library: Library,
  directory: string,
  logger: Logger,
): Promise<Readonly<Record<string, SeedOutcome>>> {
  const outcomes: [string, SeedOutcome][] = [];
  for (const folder of await findFolders(directory, logger)) {
    try {
      const definition = parseFolder(await readSkillFolder(join(directory, folder)), folder);
      outcomes.push([folder, await seedSkill(library, definition)]);
    } catch (error) {
      if (error instanceof ServiceError && error.retryable) throw error;
      logger.error({ err: error, folder }, 'a first-party skill could not be seeded');
    }
  }
  return Object.fromEntries(outcomes);
}

async function findFolders(directory: string, logger: Logger): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    logger.warn({ err: error, directory }, 'there are no first-party skills to seed');
    return [];
  }
}
