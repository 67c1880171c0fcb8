import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testRunFolder } from '@skillwright/testing';
import { startSystem } from './start-system.js';
import type { System } from './system.js';

/** The time limit, in milliseconds, of a hook that may start the shared system. */
export const sharedSystemTimeoutMs = 150_000;

type Description = Pick<System, 'url' | 'serviceUrls' | 'dataDir'>;

/**
 * Returns the system that the scenarios of a test run share. The first call starts it, and it ends with the run.
 * Scenarios use names of their own in it and never stop it.
 */
export async function sharedSystem(): Promise<System> {
  const folder = await testRunFolder('system');
  const file = join(folder, 'system.json');
  const described = await readFile(file, 'utf8').catch(() => undefined);
  const { url, serviceUrls, dataDir } =
    described === undefined
      ? await startSystem({ dataDir: join(folder, 'data') })
      : (JSON.parse(described) as Description);
  if (described === undefined) await writeFile(file, JSON.stringify({ url, serviceUrls, dataDir }));
  return { url, serviceUrls, dataDir, log: () => readFileSync(`${dataDir}.log`, 'utf8') };
}
