/** A running system, whoever started it. */
export interface System {
  /** The gateway. */
  readonly url: string;
  /** The services on their own ports. */
  readonly serviceUrls: Readonly<Record<'skill' | 'generation' | 'validation', string>>;
  readonly dataDir: string;
  /** All that it has printed so far. */
  log(): string;
}
