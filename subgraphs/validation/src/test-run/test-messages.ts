import { z } from 'zod';
import { parseMessage } from '../sandbox/parse-message.js';
import { reportedPath } from '../sandbox/reported-path.js';
import { maxDurationMs, maxTextLength, maxTitles, type SignedRecord } from './test-protocol.js';

// A stranger's code runs in the process that writes these records: nothing in them is taken on trust.

const text = z.string().max(maxTextLength);
const place = z.int().min(1).nullable();
const lines = z.array(z.int().min(0));

const test = z.strictObject({
  path: reportedPath,
  titles: z.array(text).max(maxTitles),
  status: z.enum(['PASSED', 'FAILED', 'SKIPPED']),
  durationMs: z.number().min(0).max(maxDurationMs),
  message: text.nullable(),
  line: place,
  column: place,
});

const nonce = z.string();
const record = z.discriminatedUnion('type', [
  z.strictObject({ nonce, type: z.literal('begin'), fault: text.nullable() }),
  z.strictObject({ nonce, type: z.literal('test'), test }),
  z.strictObject({
    nonce,
    type: z.literal('coverage'),
    file: z.strictObject({ path: reportedPath, ran: lines, missed: lines }),
  }),
  z.strictObject({ nonce, type: z.literal('end'), tests: z.int().min(0), isControlRed: z.boolean() }),
]);

/** Parses one line of a test process. Throws as `parseMessage` does. */
export function parseTestRecord(line: string): SignedRecord {
  return parseMessage(record, line);
}
