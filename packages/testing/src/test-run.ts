import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Returns the path of a folder in the folder of this test run, and creates it if it is missing. When the run ends, even
 * if it is killed, processes with a path below it on their command line are ended, and the folder is removed
 * (tools/repo/test-run.js).
 */
export async function testRunFolder(...names: string[]): Promise<string> {
  const folder = process.env['SKILLWRIGHT_TEST_RUN'];
  if (!folder) throw new Error('There is no test run: start tests with tools/repo/jest.js.');
  const path = join(folder, ...names);
  await mkdir(path, { recursive: true });
  return path;
}
