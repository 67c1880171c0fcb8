import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { testRunFolder } from './test-run.js';

export interface TemporaryFolder {
  readonly path: string;
  /** Removes the folder with its content. */
  dispose(): Promise<void>;
}

/** Creates an empty folder for one test. A folder that is not disposed of is removed with the test run. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(await testRunFolder('folders'), 'f-'));
  return { path, dispose: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}
