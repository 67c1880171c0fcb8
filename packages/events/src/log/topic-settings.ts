const dayMs = 86_400_000;

export const defaultRetentionMs = 7 * dayMs;

export interface TopicSettings {
  /**
   * The topics to create when they are missing, and to list. Default: none is created, and a broker lists all its
   * topics.
   */
  readonly names?: readonly string[];
  /** Partitions of a new topic. Default: 3. The embedded event log has one partition per topic. */
  readonly partitions?: number;
  /** The time for which records and published outbox entries are kept, in milliseconds. Default: 7 days. */
  readonly retentionMs?: number;
  /** The topics that keep every record, whatever the retention. Default: none. */
  readonly keptNames?: readonly string[];
  /** Default: the default of the broker. */
  readonly replicationFactor?: number;
}

/** Returns the settings that keep records for `days` days. */
export function retentionOfDays(days: number): { readonly retentionMs: number } {
  return { retentionMs: Math.round(days * dayMs) };
}
