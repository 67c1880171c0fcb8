import { resolve } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { entryTest } from './write-record.js';

// Runs in the test process: brings the test files in, one after the other. A file that cannot be brought in is a test
// that fails. The first test is ours, so that there is a report of files without any.
test(entryTest, () => undefined);

for (const path of process.argv.slice(2)) {
  try {
    await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    test(`${entryTest}${path}`, () => {
      throw error;
    });
  }
}
