import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.js';

it('creates a folder, and removes it with its content', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder.path, 'a.txt'), 'a');
  await folder.dispose();
  expect(existsSync(folder.path)).toBe(false);
});

it('refuses to create a folder outside a test run, where it would not be removed', async () => {
  const run = process.env['SKILLWRIGHT_TEST_RUN'];
  delete process.env['SKILLWRIGHT_TEST_RUN'];
  try {
    await expect(temporaryFolder()).rejects.toThrow(/There is no test run/);
  } finally {
    process.env['SKILLWRIGHT_TEST_RUN'] = run;
  }
});
