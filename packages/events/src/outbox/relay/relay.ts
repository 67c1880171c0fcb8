import { OutageLog, type Clock, type Logger } from '@skillwright/service';
import { GrowingPause } from '@skillwright/service/timing';
import type { Registry } from 'prom-client';
import type { OutboxStore } from '../outbox-store.js';
import type { EventTransport } from '../../log/event-transport.js';
import { publishOutbox } from './publication.js';
import { createRelayMetrics, type RelayMetrics } from './relay-metrics.js';

export interface RelayOptions {
  readonly outbox: OutboxStore;
  readonly transport: EventTransport;
  readonly logger: Logger;
  readonly metrics: Registry;
  /** The most entries in one publication. Default: 1000. */
  readonly batchSize?: number;
  /** The pause between polls, which find commits without a notification. Default: 1000. */
  readonly pollMs?: number;
  readonly now?: Clock;
}

export interface Relay {
  /** Whether this relay is the active one of its outbox. */
  readonly leading: boolean;
  /**
   * Waits for the publication in flight, gives up the leadership and closes the outbox. Unpublished entries stay in it.
   */
  stop(): Promise<void>;
}

const backlogMs = 5_000;
const pruneMs = 3_600_000;

/**
 * Starts a relay, which publishes the outbox while it leads and stands by otherwise. Never throws: it logs errors and
 * tries again.
 */
export function startRelay(options: RelayOptions): Relay {
  return new OutboxRelay(options);
}

class OutboxRelay implements Relay {
  #leading = false;
  readonly #stopping = new AbortController();
  readonly #metrics: RelayMetrics;
  readonly #running: Promise<void>;
  readonly #observing: NodeJS.Timeout;
  readonly #now: Clock;
  #stopped: Promise<void> | undefined;

  constructor(private readonly options: RelayOptions) {
    this.#now = options.now ?? (() => new Date());
    this.#metrics = createRelayMetrics(options.metrics, options.outbox.name);
    this.#metrics.led(false);
    this.#observing = setInterval(() => void this.#observe(), backlogMs).unref();
    this.#running = this.#run();
  }

  get leading(): boolean {
    return this.#leading;
  }

  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#observing);
    await this.#running;
    await this.options.outbox.close();
  }

  async #run(): Promise<void> {
    const stopping = this.#stopping.signal;
    const pauses = new GrowingPause();
    const outage = this.#outage('the outbox cannot be used; the relay tries again', 'the outbox can be used again');
    while (!stopping.aborted) {
      try {
        await this.#leadOnce(stopping, () => {
          pauses.reset();
          outage.succeeded();
        });
      } catch (error) {
        if (stopping.aborted) return;
        outage.failed({ err: error });
        await pauses.wait(stopping);
      }
    }
  }

  /** Waits for the leadership, publishes until it is lost or the relay stops, and releases it. */
  async #leadOnce(stopping: AbortSignal, onLead: () => void): Promise<void> {
    const { outbox, transport, batchSize = 1_000, pollMs = 1_000 } = this.options;
    const leadership = await outbox.lead(stopping);
    if (!leadership) return;
    // The stop may have come after the lead was won.
    if (stopping.aborted) return leadership.release().catch(() => undefined);
    const outage = this.#outage('events cannot be published; they stay in the outbox', 'events can be published again');
    this.#setLeading(true);
    const pruning = setInterval(() => void this.#prune(), pruneMs).unref();
    void this.#prune();
    try {
      await publishOutbox(
        {
          outbox,
          transport,
          batchSize,
          pollMs,
          onPublished: (entries, seconds) => {
            onLead();
            outage.succeeded();
            this.#metrics.published(entries, seconds, this.#now());
          },
          onFailure: (error) => {
            this.#metrics.failed();
            outage.failed({ err: error });
          },
        },
        AbortSignal.any([stopping, leadership.lost]),
      );
    } finally {
      clearInterval(pruning);
      this.#setLeading(false);
      await leadership.release().catch(() => undefined);
    }
  }

  #outage(away: string, back: string): OutageLog {
    const { logger, outbox } = this.options;
    return new OutageLog({ logger: logger.child({ outbox: outbox.name }), away, back });
  }

  #setLeading(leading: boolean): void {
    this.#leading = leading;
    this.#metrics.led(leading);
    this.options.logger.info(
      { outbox: this.options.outbox.name },
      leading ? 'this relay leads' : 'this relay leads no more',
    );
  }

  async #observe(): Promise<void> {
    try {
      this.#metrics.backlog(await this.options.outbox.backlog(), this.#now());
    } catch (error) {
      this.options.logger.debug({ err: error, outbox: this.options.outbox.name }, 'the backlog cannot be read');
    }
  }

  /** Keeps published entries as long as their events can be replayed. */
  async #prune(): Promise<void> {
    const { outbox, transport, logger } = this.options;
    try {
      const pruned = await outbox.prune(new Date(this.#now().getTime() - transport.retentionMs));
      if (pruned > 0) logger.info({ outbox: outbox.name, pruned }, 'published events were pruned');
    } catch (error) {
      logger.warn({ err: error, outbox: outbox.name }, 'published events could not be pruned');
    }
  }
}
