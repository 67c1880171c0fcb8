import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates an empty folder. Within a test run, programs that were started on it end with the run. */
export async function workFolder(): Promise<{ path: string; dispose(): Promise<void> }> {
  const path = await mkdtemp(join(process.env['SKILLWRIGHT_TEST_RUN'] ?? tmpdir(), 'kafka-tool-'));
  return { path, dispose: () => rm(path, { recursive: true, force: true }) };
}
