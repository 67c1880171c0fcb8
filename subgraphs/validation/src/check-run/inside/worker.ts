import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { allChecks } from '../../checks/check-registry.js';
import type { CheckJob, WorkerMessage } from '../worker-protocol.js';
import { loadChecks, runJob } from './run-job.js';
import { seal } from './seal.js';

// The process in the sandbox: one job a line comes in, findings go out, until the input ends.

/** Written at once: the next unit may end the process. */
function say(message: WorkerMessage): void {
  let bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(1, bytes));
    } catch (error) {
      // The pipe is full; the other side is reading.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

const loaded = await loadChecks(allChecks);
seal();
say({ type: 'ready' });
for await (const line of createInterface({ input: process.stdin })) {
  await runJob(JSON.parse(line) as CheckJob, loaded, say);
}
