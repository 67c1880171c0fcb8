import { z } from 'zod';
import { parseMessage } from '../sandbox/parse-message.js';
import { reportedPath } from '../sandbox/reported-path.js';
import { maxDurationMs, maxTests, maxTextLength, maxTitles, type TestMessage } from './test-protocol.js';

// A stranger's code has run beside the program that writes these messages: nothing in them is taken on trust.

const text = z.string().max(maxTextLength);
const place = z.int().min(1).nullable();

const test = z.strictObject({
  path: reportedPath,
  titles: z.array(text).max(maxTitles),
  status: z.enum(['PASSED', 'FAILED', 'SKIPPED']),
  durationMs: z.number().min(0).max(maxDurationMs),
  message: text.nullable(),
  line: place,
  column: place,
});

const message = z.discriminatedUnion('type', [
  z.strictObject({
    nonce: z.string(),
    type: z.literal('process'),
    runner: z.enum(['node', 'jest']),
    paths: z.array(reportedPath),
    tests: z.array(test).max(maxTests),
    anomaly: text.nullable(),
  }),
  z.strictObject({
    nonce: z.string(),
    type: z.literal('end'),
    coveragePercent: z.number().min(0).max(100).nullable(),
  }),
]);

/** Parses one line of a run's output. Throws as `parseMessage` does. */
export function parseTestMessage(line: string): TestMessage {
  return parseMessage(message, line);
}
