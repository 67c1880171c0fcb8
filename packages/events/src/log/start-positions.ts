import { eventErrors } from '../errors.js';
import type { PartitionOffsets, Positions, ReadFrom } from './event-transport.js';

/**
 * The positions to start reading at, for every partition of a topic. Throws OFFSET_OUT_OF_RANGE for a position outside
 * the topic.
 */
export function startPositions(topic: string, from: ReadFrom, held: readonly PartitionOffsets[]): Positions {
  return Object.fromEntries(
    held.map((offsets) => {
      const { partition, earliest, next } = offsets;
      if (from === 'latest') return [partition, next];
      const wanted = from === 'earliest' ? undefined : from[partition];
      // A position after the end is from a topic of the same name that was deleted; its records are gone too.
      if (wanted !== undefined && (wanted < earliest || wanted > next)) throw offsetOutOfRange(topic, wanted, offsets);
      return [partition, wanted ?? earliest];
    }),
  );
}

/** The error of a reader whose next record, at the offset `wanted`, is gone. */
export function offsetOutOfRange(
  topic: string,
  wanted: number,
  { partition, earliest }: Omit<PartitionOffsets, 'next'>,
): Error {
  return eventErrors.OFFSET_OUT_OF_RANGE({ topic, partition, offset: wanted - 1, earliest });
}
