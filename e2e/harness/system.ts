/** A running system, shared or started by a test. */
export interface System {
  /** The gateway's address. */
  readonly url: string;
  /** The addresses of the services on their own ports. */
  readonly serviceUrls: Readonly<Record<'skill' | 'generation' | 'validation', string>>;
  readonly dataDir: string;
  /** Returns its output so far. */
  log(): string;
}
