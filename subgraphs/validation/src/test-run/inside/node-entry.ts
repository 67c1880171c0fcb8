import { resolve } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { controlTest, entryTest } from './own-tests.js';
import { reportNodeTests } from './report-node-tests.js';
import { job, needsTranslation, setUp } from './set-up.js';

/** Lets Node read TypeScript and JSX. */
const translator = 'file:///opt/node_modules/tsx/dist/loader.mjs';

// A test process of node:test: brings the test files in, one after the other. A file that cannot be brought in is a test
// that fails. The first test is ours, so that there is a report of files without any; the reporter is there once it is over.
setUp();
reportNodeTests();
await test(entryTest, () => undefined);

if (needsTranslation) await import(translator);
for (const path of job.paths) {
  try {
    await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    void test(`${entryTest}${path}`, () => {
      throw error;
    });
  }
}

// As a "todo", it does not count for the exit code.
void test(controlTest, { todo: true }, () => {
  throw new Error('This test has to fail.');
});
