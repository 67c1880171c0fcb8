import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { CheckJob, WorkerMessage } from '../protocol.js';
import { runJob } from './job.js';
import { seal } from './seal.js';
import { toolVersions } from './tools.js';

// The process in the sandbox: one job a line comes in, what it finds goes out, until the input ends.

/** Written at once: what comes next may end the process. */
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

seal();
say({ type: 'ready', tools: toolVersions });
for await (const line of createInterface({ input: process.stdin })) {
  await runJob(JSON.parse(line) as CheckJob, say);
}
