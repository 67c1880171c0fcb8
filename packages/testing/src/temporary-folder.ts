import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { testRunFolder } from './test-run.js';

export interface TemporaryFolder {
  readonly path: string;
  /** Removes the folder with all that is in it. */
  dispose(): Promise<void>;
}

/** Makes an empty folder for one test; one that is not disposed of goes with the test run. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(await testRunFolder('folders'), 'f-'));
  return { path, dispose: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}
