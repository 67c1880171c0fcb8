import { readFileSync } from 'node:fs';
import type { TestJob } from '../test-protocol.js';
import { isTypeScript } from '../test-files-rules.js';
import { createRecordWriter } from './record-writer.js';
import { writeProject } from './write-project.js';

// Runs first in a test process, before any code of the project is there.

const { nonce, ...work } = JSON.parse(readFileSync(0, 'utf8')) as TestJob;

/** The work of this process. */
export const job: Omit<TestJob, 'nonce'> = work;

/** Writes a record where only the service reads. */
export const writeRecord = createRecordWriter(nonce);

/** Writes the project down and says so. Ends the process where it cannot be written. */
export function setUp(): void {
  let fault: string | null = null;
  try {
    writeProject(job.files);
  } catch (error) {
    fault = (error as Error).message;
  }
  writeRecord({ type: 'begin', fault });
  if (fault !== null) process.exit(1);
}

/** Whether Node needs help to read the project. */
export const needsTranslation = job.files.some(({ path }) => isTypeScript(path));
