import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testRunFolder } from '@skillwright/testing';
import { startSystem } from './start-system.js';
import type { System } from './system.js';

/** For the hook that asks for the shared system first: a start may take long on a busy machine. */
export const sharedSystemTimeoutMs = 150_000;

type Description = Pick<System, 'url' | 'serviceUrls' | 'dataDir'>;

/**
 * The system that the scenarios of a test run share, started by the first that asks and ended with the run. Scenarios use
 * names of their own, and none stops it.
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
