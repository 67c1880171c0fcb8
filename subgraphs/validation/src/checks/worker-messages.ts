import { z } from 'zod';
import { parseMessage } from '../sandbox/parse-message.js';
import { maxMessageLength, maxRuleLength } from './limit-diagnostics.js';
import { checkSteps, maxShownOfUnit, type WorkerMessage } from './protocol.js';

// A worker has read a stranger's files: nothing that it writes is taken on trust.

/** A file has at most a million characters, and tools report few things of each. */
const count = z.int().min(0).max(100_000_000);
const place = z.int().min(1).nullable();
const unit = { step: z.enum(checkSteps), path: z.string().max(512).nullable() };

const diagnostic = z.strictObject({
  tool: z.enum(['eslint', 'prettier', 'typescript', 'skillwright']),
  rule: z.string().max(maxRuleLength).nullable(),
  severity: z.enum(['ERROR', 'WARNING']),
  path: unit.path,
  line: place,
  column: place,
  message: z.string().max(maxMessageLength),
  fixable: z.boolean(),
});

const message = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ready'),
    tools: z.array(z.strictObject({ name: z.string().max(50), version: z.string().max(50) })).max(20),
  }),
  z.strictObject({ type: z.literal('begin'), ...unit }),
  z.strictObject({
    type: z.literal('found'),
    ...unit,
    diagnostics: z.array(diagnostic).max(maxShownOfUnit),
    counts: z.strictObject({ errors: count, warnings: count, unformatted: count }),
  }),
  z.strictObject({ type: z.literal('done'), filesChecked: count, heapBytes: z.int().min(0) }),
]);

/** One line of a worker's output. Throws an Error that says what is wrong with it, in few words. */
export function parseWorkerMessage(line: string): WorkerMessage {
  return parseMessage(message, line);
}
