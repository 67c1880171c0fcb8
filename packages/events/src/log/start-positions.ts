import { eventErrors } from '../errors.js';
import type { PartitionOffsets, Positions, ReadFrom } from './event-transport.js';

/** Where reading begins in every partition that a topic has. Throws OFFSET_OUT_OF_RANGE for a position that the topic does not hold (any more). */
export function startPositions(topic: string, from: ReadFrom, held: readonly PartitionOffsets[]): Positions {
  return Object.fromEntries(
    held.map((offsets) => {
      const { partition, earliest, next } = offsets;
      if (from === 'latest') return [partition, next];
      const wanted = from === 'earliest' ? undefined : from[partition];
      // Beyond the end: the topic was made anew since, so what the position followed is gone as well.
      if (wanted !== undefined && (wanted < earliest || wanted > next)) throw eventsGap(topic, wanted, offsets);
      return [partition, wanted ?? earliest];
    }),
  );
}

/** The error of a reader whose next record, at `wanted`, is gone. */
export function eventsGap(
  topic: string,
  wanted: number,
  { partition, earliest }: Omit<PartitionOffsets, 'next'>,
): Error {
  return eventErrors.OFFSET_OUT_OF_RANGE({ topic, partition, offset: wanted - 1, earliest });
}
