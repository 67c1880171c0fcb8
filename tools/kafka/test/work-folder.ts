import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder; inside the folder of the test run, what was started on it does not outlive the run. */
export async function workFolder(): Promise<{ path: string; dispose(): Promise<void> }> {
  const path = await mkdtemp(join(process.env['SKILLWRIGHT_TEST_RUN'] ?? tmpdir(), 'kafka-tool-'));
  return { path, dispose: () => rm(path, { recursive: true, force: true }) };
}
