const dayMs = 86_400_000;

export const defaultRetentionMs = 7 * dayMs;

export interface TopicSettings {
  /** The topics that are created where they are missing, and listed. Default: none is created, and a broker lists all that it has. */
  readonly names?: readonly string[];
  /** Default: 3. A topic that exists keeps the number it has. The embedded log has one partition. */
  readonly partitions?: number;
  /** How long records are kept, and published entries of the outboxes with them. Default: 7 days. */
  readonly retentionMs?: number;
  /** Default: the broker's own default. */
  readonly replicationFactor?: number;
}

/** The settings of topics whose records are kept for so many days. */
export function retentionOfDays(days: number): TopicSettings {
  return { retentionMs: Math.round(days * dayMs) };
}
