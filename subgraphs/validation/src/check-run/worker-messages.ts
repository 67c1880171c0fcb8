import { z } from 'zod';
import { allChecks, toolsOf } from '../checks/check-registry.js';
import { ownTool } from '../checks/diagnostic.js';
import { maxMessageLength, maxRuleLength } from '../checks/limit-diagnostics.js';
import { parseMessage } from '../sandbox/parse-message.js';
import { reportedPath } from '../sandbox/reported-path.js';
import { maxShownOfUnit, type WorkerMessage } from './worker-protocol.js';

// A worker has read a stranger's files: nothing that it writes is taken on trust.

/** A file has at most a million characters, and tools report few things of each. */
const count = z.int().min(0).max(100_000_000);
const place = z.int().min(1).nullable();
const unit = { check: z.enum(allChecks.map(({ name }) => name)), path: reportedPath.nullable() };

const diagnostic = z.strictObject({
  tool: z.enum([ownTool, ...toolsOf(allChecks).map(({ name }) => name)]),
  rule: z.string().max(maxRuleLength).nullable(),
  severity: z.enum(['ERROR', 'WARNING']),
  path: unit.path,
  line: place,
  column: place,
  message: z.string().max(maxMessageLength),
  fixable: z.boolean(),
});

const message = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('begin'), ...unit }),
  z.strictObject({
    type: z.literal('found'),
    ...unit,
    diagnostics: z.array(diagnostic).max(maxShownOfUnit),
    counts: z.strictObject({ errors: count, warnings: count, unformatted: count }),
  }),
  z.strictObject({ type: z.literal('done'), filesChecked: count, heapBytes: z.int().min(0) }),
]);

/** Parses one line of a worker's output. Throws as `parseMessage` does. */
export function parseWorkerMessage(line: string): WorkerMessage {
  return parseMessage(message, line);
}
