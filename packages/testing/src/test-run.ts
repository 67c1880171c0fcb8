import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A place in the folder of this test run, made when missing. What runs with a path below it on its command line is ended,
 * and the folder removed, when the run ends, be it by a kill (tools/repo/test-run.js).
 */
export async function testRunFolder(...names: string[]): Promise<string> {
  const folder = process.env['SKILLWRIGHT_TEST_RUN'];
  if (!folder) throw new Error('There is no test run: start tests with tools/repo/jest.js.');
  const path = join(folder, ...names);
  await mkdir(path, { recursive: true });
  return path;
}
