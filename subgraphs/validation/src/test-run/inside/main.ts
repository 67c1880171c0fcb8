import { text } from 'node:stream/consumers';
import type { TestJob, TestMessage } from '../test-protocol.js';
import { readCoverage } from './read-coverage.js';
import { writeProject } from './write-project.js';
import { runTestProcesses } from './test-processes.js';

// The first process of the sandbox: one job comes in, its results go out. It runs nothing of the project itself.

const job = JSON.parse(await text(process.stdin)) as TestJob;
const say = (message: TestMessage) =>
  new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify(message)}\n`, () => resolve()));

writeProject(job.files);
for await (const result of runTestProcesses(job)) await say({ nonce: job.nonce, type: 'process', ...result });
await say({ nonce: job.nonce, type: 'end', coveragePercent: job.coverage ? readCoverage(job) : null });
process.exit(0);
