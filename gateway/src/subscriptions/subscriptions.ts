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
import { Permits } from './permits.js';
import { createSubscriptionMetrics, type SubscriptionMetrics } from './subscription-metrics.js';
import { toResult } from './to-result.js';

export interface SubscriptionLimits extends BufferLimits {
  readonly maxSubscribers: number;
  /** How many subscribers may replay the log at one time; the others wait for a turn. */
  readonly maxReplays: number;
  /** How long a subscriber that replays the log may sit on one event. */
  readonly idleTimeoutMs: number;
  /** How long the log may say nothing to a subscriber that replays it. */
  readonly silenceTimeoutMs: number;
}

export const defaultSubscriptionLimits: SubscriptionLimits = {
  maxEvents: 5_000,
  maxBytes: 32 * 1024 * 1024,
  maxSubscribers: 10_000,
  maxReplays: 8,
  idleTimeoutMs: 30_000,
  silenceTimeoutMs: 15_000,
};

export interface SubscriptionsOptions {
  /** Finds what is selected on the entities of an event. */
  readonly engine: Engine;
  /** The longest that finding them may take, for one event. */
  readonly requestTimeoutMs: number;
  readonly transport: EventTransport;
  readonly limits: SubscriptionLimits;
  readonly metrics: Registry;
  readonly logger: Logger;
}

/** Runs subscriptions over one feed, whichever door they come by. */
export class Subscriptions {
  private readonly feed: EventFeed;
  private readonly fetcher: EntityFetcher;
  private readonly permits: Permits;
  private readonly metrics: SubscriptionMetrics;
  private count = 0;

  constructor(private readonly options: SubscriptionsOptions) {
    this.feed = new EventFeed(options);
    this.fetcher = new EntityFetcher(options.engine.execute, options.requestTimeoutMs);
    this.permits = new Permits(options.limits.maxReplays);
    this.metrics = createSubscriptionMetrics(options.metrics);
  }

  start(): void {
    this.feed.start();
  }

  /** Ends every subscription; clients can go on with their last cursor. */
  stop(): Promise<void> {
    return this.feed.stop();
  }

  /** Opens a subscription that has passed the pipeline. */
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
      // Told at once and not when the subscriber asks for the next event: it may never.
      onOverrun: () => {
        const error = gatewayErrors.EVENTS_SLOW_CONSUMER();
        this.drop(compiled, error);
        options.onOverrun(error);
      },
    });
    // Counted once it is open: from then on no event passes it by.
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

  /** Counts a subscriber in; the returned function counts it out, once. */
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
