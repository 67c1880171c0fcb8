export interface TopicSettings {
  /** Default: 3. A topic that exists keeps the number it has. The embedded log has one partition. */
  readonly partitions?: number;
  /** How long records are kept. Default: 7 days. */
  readonly retentionMs?: number;
  /** Default: the broker's own default. */
  readonly replicationFactor?: number;
}
