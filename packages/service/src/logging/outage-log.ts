import type { Logger } from './logger.js';

export interface OutageLogOptions {
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** The line while something fails. */
  readonly away: string;
  /** The line when it works again. */
  readonly back: string;
  /** In milliseconds, of a clock that never goes back. */
  readonly now?: () => number;
}

const everyMs = 60_000;

/**
 * Logs an outage by its changes: one line when it begins, then one a minute while it lasts, one when it is over. Its
 * owner reports every failure and every success.
 */
export class OutageLog {
  private readonly now: () => number;
  private beganAt: number | undefined;
  private loggedAt = 0;
  private failures = 0;

  constructor(private readonly options: OutageLogOptions) {
    this.now = options.now ?? (() => performance.now());
  }

  failed(details: Readonly<Record<string, unknown>>): void {
    const now = this.now();
    this.failures += 1;
    const begins = this.beganAt === undefined;
    this.beganAt ??= now;
    if (!begins && now - this.loggedAt < everyMs) return;
    this.loggedAt = now;
    const since = begins ? {} : { failures: this.failures, seconds: this.seconds(now) };
    this.options.logger.warn({ ...details, ...since }, this.options.away);
  }

  succeeded(details: Readonly<Record<string, unknown>> = {}): void {
    if (this.beganAt === undefined) return;
    const lasted = { ...details, failures: this.failures, seconds: this.seconds(this.now()) };
    this.beganAt = undefined;
    this.failures = 0;
    this.options.logger.info(lasted, this.options.back);
  }

  private seconds(now: number): number {
    return Math.round((now - (this.beganAt ?? now)) / 1_000);
  }
}
