import type { Positions } from '@skillwright/events/log';

/**
 * The positions of a reader of the whole log: for every partition of every topic the offset of the next record. They
 * only move forward.
 */
export class LogPositions {
  private constructor(private readonly offsets: Map<string, number[]>) {}

  static from(positions: Readonly<Record<string, Positions | readonly number[]>>): LogPositions {
    const offsets = new Map<string, number[]>();
    for (const [topic, partitions] of Object.entries(positions)) {
      const list: number[] = [];
      for (const [partition, offset] of Object.entries(partitions)) list[Number(partition)] = offset;
      offsets.set(topic, list);
    }
    return new LogPositions(offsets);
  }

  /** Returns the offset of the next record, or undefined for an unknown partition. */
  next(topic: string, partition: number): number | undefined {
    return this.offsets.get(topic)?.[partition];
  }

  advance(topic: string, partition: number, next: number): void {
    let list = this.offsets.get(topic);
    if (!list) this.offsets.set(topic, (list = []));
    list[partition] = Math.max(list[partition] ?? 0, next);
  }

  /** Advances every partition to its position in `other`, if that is further. */
  advanceTo(other: LogPositions): void {
    for (const [topic, list] of other.offsets) {
      list.forEach((next, partition) => this.advance(topic, partition, next));
    }
  }

  /** Whether no partition of these topics is behind its position in `other`. */
  reaches(other: LogPositions, topics: Iterable<string>): boolean {
    for (const topic of topics) {
      const mine = this.offsets.get(topic) ?? [];
      const theirs = other.offsets.get(topic) ?? [];
      if (!theirs.every((next, partition) => (mine[partition] ?? -1) >= next)) return false;
    }
    return true;
  }

  clone(): LogPositions {
    return new LogPositions(new Map([...this.offsets].map(([topic, list]) => [topic, [...list]])));
  }

  ofTopic(topic: string): Positions {
    return Object.fromEntries((this.offsets.get(topic) ?? []).map((next, partition) => [partition, next]));
  }

  toJSON(): Record<string, readonly number[]> {
    return Object.fromEntries(this.offsets);
  }
}
