import { gatewayErrors } from '@skillwright/contracts/gateway';
import type { EventTransport } from '@skillwright/events/log';
import {
  cancellable,
  type CancellableStream,
  type Engine,
  type StreamedResult,
  type SubscribeOperation,
} from '@skillwright/pipeline';
import { toServiceError, type Caller, type Logger, type ServiceError } from '@skillwright/service';
import type { Registry } from 'prom-client';
import { compileSubscription, type CompiledSubscription } from './compile-subscription.js';
import { decodeCursor } from './cursor.js';
import type { Delivery } from './delivery.js';
import { EntityFetcher } from './entity-fetcher.js';
import type { BufferLimits } from './event-buffer.js';
import { EventFeed } from './event-feed.js';
import { openEventStream } from './event-stream.js';
import { Permits } from '@skillwright/service/timing';
import { createSubscriptionMetrics, type SubscriptionMetrics } from './subscription-metrics.js';
import { toResult } from './to-result.js';

export interface SubscriptionLimits extends BufferLimits {
  readonly maxSubscribers: number;
  /** The number of subscribers that may resume from the log at the same time. Others wait for their turn. */
  readonly maxResumes: number;
  /** The time that a subscriber that resumes may take for one event, in milliseconds. */
  readonly idleTimeoutMs: number;
  /** The time for which the log may be silent while a subscriber resumes, in milliseconds. */
  readonly silenceTimeoutMs: number;
}

export const defaultSubscriptionLimits: SubscriptionLimits = {
  maxEvents: 5_000,
  maxBytes: 32 * 1024 * 1024,
  maxSubscribers: 10_000,
  maxResumes: 8,
  idleTimeoutMs: 30_000,
  silenceTimeoutMs: 15_000,
};

export interface SubscriptionsOptions {
  /** Fetches the selected entities of events. */
  readonly engine: Engine;
  /** The maximum time of one such fetch, in milliseconds. */
  readonly requestTimeoutMs: number;
  readonly transport: EventTransport;
  readonly limits: SubscriptionLimits;
  readonly metrics: Registry;
  readonly logger: Logger;
}

/** Runs subscriptions over one feed, for all doors. */
export class Subscriptions {
  private readonly feed: EventFeed;
  private readonly fetcher: EntityFetcher;
  private readonly permits: Permits;
  private readonly metrics: SubscriptionMetrics;
  private count = 0;

  constructor(private readonly options: SubscriptionsOptions) {
    this.feed = new EventFeed(options);
    this.fetcher = new EntityFetcher(options.engine.execute, options.requestTimeoutMs);
    this.permits = new Permits(options.limits.maxResumes);
    this.metrics = createSubscriptionMetrics(options.metrics);
  }

  start(): void {
    this.feed.start();
  }

  /** Ends every subscription. Clients can resume with their last cursor. */
  stop(): Promise<void> {
    return this.feed.stop();
  }

  /** Opens a subscription that has passed the pipeline. Throws SUBSCRIBERS_FULL at the limit. */
  readonly open: SubscribeOperation = async (operation, caller, options) => {
    const { limits, transport, logger, engine } = this.options;
    const compiled = compileSubscription(engine.schema, operation);
    if (this.count >= limits.maxSubscribers) throw gatewayErrors.SUBSCRIBERS_FULL({ limit: limits.maxSubscribers });
    const after = options.lastEventId ?? compiled.after;
    const deliveries = await openEventStream({
      feed: this.feed,
      transport,
      logger,
      permits: this.permits,
      idleTimeoutMs: limits.idleTimeoutMs,
      silenceTimeoutMs: limits.silenceTimeoutMs,
      filter: compiled.filter,
      after: after === undefined ? undefined : decodeCursor(after),
      // Reported at once: the subscriber may never ask for the next event.
      onOverrun: () => {
        const error = gatewayErrors.EVENTS_SLOW_CONSUMER();
        this.drop(compiled, error);
        options.onOverrun(error);
      },
    });
    // Counted once it is open: from then on it misses no event.
    const leave = this.enter(compiled.field);
    return cancellable(this.results(compiled, deliveries, caller, leave), () => {
      leave();
      void deliveries.return();
    });
  };

  private async *results(
    compiled: CompiledSubscription,
    deliveries: CancellableStream<Delivery>,
    caller: Caller,
    leave: () => void,
  ): AsyncGenerator<StreamedResult, void, undefined> {
    const { field } = compiled;
    try {
      for await (const delivery of deliveries) {
        const result = await toResult(compiled, delivery, caller, this.fetcher);
        this.metrics.delivered.inc({ field });
        yield result;
      }
    } catch (error) {
      const known = toServiceError(error);
      if (known.code !== 'EVENTS_SLOW_CONSUMER') this.drop(compiled, known);
      throw error;
    } finally {
      leave();
    }
  }

  private drop({ field }: CompiledSubscription, { code }: ServiceError): void {
    this.metrics.dropped.inc({ field, reason: code });
  }

  /** Counts a subscriber. Returns a function that ends the count, once. */
  private enter(field: string): () => void {
    this.count += 1;
    this.metrics.subscribers.inc({ field });
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.count -= 1;
      this.metrics.subscribers.dec({ field });
    };
  }
}
