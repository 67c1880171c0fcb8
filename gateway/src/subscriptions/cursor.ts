import { topics } from '@skillwright/contracts/events';
import { gatewayErrors } from '@skillwright/contracts/gateway';
import { z } from 'zod';
import { LogPositions } from './log-positions.js';

// The version, then the offsets by topic and partition. A partition that was added to the log later is missing.
const cursorShape = z.tuple([z.literal(1), z.record(z.string(), z.array(z.int().min(0).nullable()).max(1_000))]);

const longestCursor = 16_384;

/**
 * Encodes the positions of a subscriber in the whole log as opaque text. A cursor is valid for any subscription, on any
 * replica of the gateway.
 */
export function encodeCursor(positions: LogPositions): string {
  return Buffer.from(JSON.stringify([1, positions])).toString('base64url');
}

/** Decodes a cursor of {@link encodeCursor}. Throws EVENT_CURSOR_INVALID. */
export function decodeCursor(cursor: string): LogPositions {
  const parsed = cursorShape.safeParse(cursor.length > longestCursor ? undefined : parseJson(cursor));
  if (!parsed.success) throw gatewayErrors.EVENT_CURSOR_INVALID();
  const positions = LogPositions.from({});
  for (const [topic, offsets] of Object.entries(parsed.data[1]).filter(([name]) => topics.has(name))) {
    offsets.forEach((next, partition) => {
      if (next !== null) positions.advance(topic, partition, next);
    });
  }
  return positions;
}

function parseJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
