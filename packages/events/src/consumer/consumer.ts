import type { Clock, Logger } from '@skillwright/service';
import { GrowingPause, retryUntilAborted, type GrowingPauseOptions } from '@skillwright/service/timing';
import type { Registry } from 'prom-client';
import { isTopic, type Topic } from '../contracts/topic-contracts.js';
import { eventErrors } from '../errors.js';
import { parseRecord } from '../event/cloud-event.js';
import type { StoredRecord } from '../event/event-record.js';
import type { Event } from '../event/event.js';
import type { EventTransport, Subscription } from '../transport/event-transport.js';
import { createConsumerMetrics, type ConsumerMetrics } from './consumer-metrics.js';
import { toDeadLetter } from './dead-letter.js';
import { isOutage } from './outage.js';

export interface HandlerContext {
  /** Aborts when the consumer stops. */
  readonly signal: AbortSignal;
  /** From 1. */
  readonly attempt: number;
}

/** What to do with each topic's events. An event may come again: recognise it by its id (see {@link rememberEvent}). */
export type EventHandlers = {
  readonly [T in Topic]?: (event: Event<T>, context: HandlerContext) => Promise<void>;
};

/** Pauses grow to 30 s unless `longestMs` says otherwise. */
export interface RetryPolicy extends GrowingPauseOptions {
  /** Attempts at an event before it goes to the dead-letter topic. Default: 5. During an outage (see {@link isOutage}) there is no limit. */
  readonly attempts?: number;
}

export interface ConsumerOptions {
  readonly transport: EventTransport;
  /** The consumer group, e.g. `generation`. */
  readonly group: string;
  readonly handlers: EventHandlers;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly retry?: RetryPolicy;
  readonly now?: Clock;
}

export interface EventConsumer {
  /** Resolves once the group was joined for the first time; with the broker down that takes until it is back. */
  readonly joined: Promise<void>;
  /** Lets the events in hand finish. */
  stop(): Promise<void>;
}

const lagMs = 15_000;

/** Consumes topics as a group, in order per key: tries again with growing pauses, then sends to the dead-letter topic. Starts at once and does not throw. */
export function startConsumer(options: ConsumerOptions): EventConsumer {
  const { transport, group, handlers, logger } = options;
  const metrics = createConsumerMetrics(options.metrics, group);
  const stopping = new AbortController();
  const topics = Object.keys(handlers).filter(isTopic);
  let subscription: Subscription | undefined;

  const joined = retryUntilAborted(
    async () => {
      const onRecord = (record: StoredRecord) => handleRecord(record, options, metrics, stopping.signal);
      subscription = await transport.consume({ group, topics, onRecord });
    },
    {
      signal: stopping.signal,
      onFailure: (error) => logger.warn({ err: error, group }, 'the consumer cannot join its group yet'),
    },
  );
  const observing = setInterval(() => {
    transport.admin.lag(group, topics).then(metrics.lag, (error: unknown) => {
      logger.debug({ err: error, group }, 'the lag cannot be told');
    });
  }, lagMs).unref();

  return {
    joined: joined.then(() => undefined),
    async stop() {
      stopping.abort();
      clearInterval(observing);
      await joined;
      await subscription?.stop();
    },
  };
}

/** Resolves once the record was handled or is a dead letter; rejects where it has to come again. */
async function handleRecord(
  record: StoredRecord,
  options: ConsumerOptions,
  metrics: ConsumerMetrics,
  signal: AbortSignal,
): Promise<void> {
  const { group, retry = {}, logger } = options;
  const { attempts: allowed = 5 } = retry;
  let event: Event;
  try {
    event = parseOwn(record);
  } catch (error) {
    return giveUp(record, error, 1, options, metrics);
  }
  const log = logger.child({ group, topic: record.topic, event_id: event.id, key: event.key });
  const pauses = new GrowingPause({ longestMs: 30_000, ...retry });
  for (;;) {
    const attempt = pauses.failures + 1;
    try {
      const startedAt = performance.now();
      await handle(options.handlers, event, { signal, attempt });
      return metrics.handled(record.topic, (performance.now() - startedAt) / 1000);
    } catch (error) {
      signal.throwIfAborted();
      const outage = isOutage(error);
      if (!outage && attempt >= allowed) return giveUp(record, error, attempt, options, metrics);
      log.warn({ err: error, attempt, outage }, 'an event could not be handled and is tried again');
      metrics.retried(record.topic);
      await pauses.wait(signal);
      signal.throwIfAborted();
    }
  }
}

function parseOwn(record: StoredRecord): Event {
  const event = parseRecord(record);
  if (event.topic === record.topic) return event;
  throw eventErrors.RECORD_UNREADABLE({ topic: record.topic, reason: `its ce_type is ${event.topic}.` });
}

async function handle<T extends Topic>(
  handlers: EventHandlers,
  event: Event<T>,
  context: HandlerContext,
): Promise<void> {
  const handler = handlers[event.topic as T] as
    ((event: Event<T>, context: HandlerContext) => Promise<void>) | undefined;
  await handler?.(event, context);
}

async function giveUp(
  record: StoredRecord,
  error: unknown,
  attempts: number,
  { transport, group, logger, now = () => new Date() }: ConsumerOptions,
  metrics: ConsumerMetrics,
): Promise<void> {
  await transport.publish([toDeadLetter(record, { group, error, attempts, now: now() })]);
  metrics.deadLettered(record.topic);
  const { topic, partition, offset } = record;
  logger.error({ err: error, group, topic, partition, offset, attempts }, 'a record went to the dead-letter topic');
}
