import type { PartitionOffsets, Positions, StoredRecord } from '@skillwright/events/log';

/** How much of a topic was read, and whether that is everything up to an end that was found on the way. */
export class TopicProgress {
  private readonly positions: Map<number, number>;
  private ends: readonly PartitionOffsets[] | undefined;

  /** `start` is where the reading began. */
  constructor(private readonly start: Positions) {
    const places = Object.entries(start).map(([partition, offset]) => [Number(partition), offset] as const);
    this.positions = new Map(places);
  }

  /** Where the reading continues. */
  get next(): Positions {
    return Object.fromEntries(this.positions);
  }

  /** Whether records were gone before they were read. */
  get missedRecords(): boolean {
    return Object.values(this.start).some((offset) => offset > 0);
  }

  /** Whether everything up to the end was read. */
  get reachedEnd(): boolean {
    return this.ends?.every(({ partition, next }) => (this.positions.get(partition) ?? 0) >= next) ?? false;
  }

  setEnd(bounds: readonly PartitionOffsets[]): void {
    this.ends = bounds;
  }

  advance({ partition, offset }: Pick<StoredRecord, 'partition' | 'offset'>): void {
    this.positions.set(partition, offset + 1);
  }
}
