import { messageOf } from '../errors/message-of.js';
import { within } from '../timing/within.js';

/** The state of one part. Further keys (a mode, an address) are shown unchanged. */
export interface PartStatus {
  readonly status: 'up' | 'down';
  readonly [detail: string]: unknown;
}

export interface HealthReport {
  readonly status: 'ready' | 'starting' | 'not_ready' | 'stopping';
  readonly parts: Readonly<Record<string, PartStatus>>;
}

/** Returns the state of a part. A check that throws or takes more than two seconds counts as down. */
export type PartCheck = () => PartStatus | Promise<PartStatus>;

const checkTimeoutMs = 2_000;

/**
 * Knows the parts that a service needs, and whether each is up. A service is ready when it has started and every part
 * is up.
 */
export class Health {
  private readonly checks = new Map<string, PartCheck>();
  private phase: 'starting' | 'started' | 'stopping' = 'starting';

  /** Adds a part. The report shows parts in the order in which they were added. */
  addPart(name: string, check: PartCheck): void {
    this.checks.set(name, check);
  }

  markStarted(): void {
    if (this.phase === 'starting') this.phase = 'started';
  }

  markStopping(): void {
    this.phase = 'stopping';
  }

  async report(): Promise<HealthReport> {
    const parts = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await runCheck(check)] as const),
    );
    const allUp = parts.every(([, part]) => part.status === 'up');
    const status = this.phase === 'started' ? (allUp ? 'ready' : 'not_ready') : this.phase;
    return { status, parts: Object.fromEntries(parts) };
  }
}

async function runCheck(check: PartCheck): Promise<PartStatus> {
  const work = (async () => check())();
  return within<PartStatus, PartStatus>(checkTimeoutMs, work, { status: 'down', reason: 'no answer in time' }).catch(
    (error: unknown) => ({ status: 'down', reason: messageOf(error) }),
  );
}
