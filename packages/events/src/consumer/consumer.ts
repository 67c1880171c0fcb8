import {
  OutageLog,
  openCaller,
  readCallerHeaders,
  servicePrincipal,
  type Clock,
  type Logger,
} from '@skillwright/service';
import { GrowingPause, retryUntilAborted, type GrowingPauseOptions } from '@skillwright/service/timing';
import type { Registry } from 'prom-client';
import type { Topics } from '../contracts/define-topics.js';
import type { TopicContracts } from '../contracts/topic-contract.js';
import { eventErrors } from '../errors.js';
import type { StoredRecord } from '../log/event-record.js';
import type { Event } from '../event/event.js';
import type { EventTransport, Subscription } from '../log/event-transport.js';
import { createConsumerMetrics, type ConsumerMetrics } from './consumer-metrics.js';
import { toDeadLetter } from './dead-letter.js';
import type { HandlerContext, HandlersOf } from './handlers.js';
import { isOutage } from './outage.js';

/** Pauses grow to 30 s unless `longestMs` says otherwise. */
export interface RetryPolicy extends GrowingPauseOptions {
  /**
   * Attempts at an event before it goes to the dead-letter topic. Default: 5. During an outage (see {@link isOutage})
   * there is no limit.
   */
  readonly attempts?: number;
}

export interface ConsumerOptions<Contracts extends TopicContracts = TopicContracts> {
  /** The topics, some of which have a handler. */
  readonly topics: Topics<Contracts>;
  readonly transport: EventTransport;
  /** The consumer group, e.g. `generation`. It is the principal of the handlers' callers. */
  readonly group: string;
  readonly handlers: HandlersOf<Contracts>;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly retry?: RetryPolicy;
  /**
   * The time until the deadline of one attempt, in milliseconds; 300,000 by default. An attempt that fails after its
   * deadline counts, also during an outage.
   */
  readonly attemptTimeoutMs?: number;
  readonly now?: Clock;
}

export interface EventConsumer {
  /** Resolves once the consumer has joined its group; while the broker is down it waits. */
  readonly joined: Promise<void>;
  /** Stops after the events in hand. */
  stop(): Promise<void>;
}

/** The options without the types of the topics: the topic of each record selects the handler. */
interface Work extends Omit<ConsumerOptions, 'topics' | 'handlers'> {
  parse(record: StoredRecord): Event;
  readonly handlers: Readonly<Record<string, (event: Event, context: HandlerContext) => Promise<void>>>;
}

const lagMs = 15_000;

/**
 * Starts a consumer of a group, in order per key: it retries a failed handler with growing pauses, then sends the
 * record to the dead-letter topic. Never throws.
 */
export function startConsumer<Contracts extends TopicContracts>(options: ConsumerOptions<Contracts>): EventConsumer {
  const { transport, group, handlers, logger } = options;
  const metrics = createConsumerMetrics(options.metrics, group);
  const stopping = new AbortController();
  const topics = Object.keys(handlers).filter(options.topics.has);
  const work: Work = {
    ...options,
    parse: options.topics.parseRecord,
    handlers: handlers as unknown as Work['handlers'],
  };
  let subscription: Subscription | undefined;

  const outage = new OutageLog({
    logger: logger.child({ group }),
    away: 'the consumer cannot join its group yet',
    back: 'the consumer has joined its group',
  });
  const joined = retryUntilAborted(
    async () => {
      const onRecord = (record: StoredRecord) => handleRecord(record, work, metrics, stopping.signal);
      subscription = await transport.consume({ group, topics, onRecord });
      outage.succeeded();
    },
    {
      signal: stopping.signal,
      onFailure: (error) => outage.failed({ err: error }),
    },
  );
  const observing = setInterval(() => {
    transport.admin.lag(group, topics).then(metrics.lag, (error: unknown) => {
      logger.debug({ err: error, group }, 'the lag cannot be read');
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

/** Resolves once the record is handled or is a dead letter; rejects if it must be delivered again. */
async function handleRecord(
  record: StoredRecord,
  work: Work,
  metrics: ConsumerMetrics,
  signal: AbortSignal,
): Promise<void> {
  const { group, retry = {}, attemptTimeoutMs = 300_000, logger } = work;
  const { attempts: allowed = 5 } = retry;
  let event: Event;
  try {
    event = parseOwn(record, work);
  } catch (error) {
    return giveUp(record, error, 1, work, metrics);
  }
  const request = { ...readCallerHeaders(record.headers), principal: servicePrincipal(group) };
  const eventLogger = logger.child({
    ...{ group, topic: record.topic, event_id: event.id, key: event.key, request_id: request.requestId },
  });
  const pauses = new GrowingPause({ longestMs: 30_000, ...retry });
  for (;;) {
    const attempt = pauses.failures + 1;
    const startedAt = performance.now();
    const { caller, close } = openCaller({ ...request, timeoutMs: attemptTimeoutMs, signal });
    try {
      await work.handlers[event.topic]?.(event, { caller, attempt });
      return metrics.handled(record.topic, (performance.now() - startedAt) / 1000);
    } catch (error) {
      signal.throwIfAborted();
      const outage = isOutage(error) && !caller.signal.aborted;
      if (!outage && attempt >= allowed) return giveUp(record, error, attempt, work, metrics);
      eventLogger.warn({ err: error, attempt, outage }, 'an event could not be handled and is tried again');
      metrics.retried(record.topic);
      await pauses.wait(signal);
      signal.throwIfAborted();
    } finally {
      close();
    }
  }
}

function parseOwn(record: StoredRecord, { parse }: Work): Event {
  const event = parse(record);
  if (event.topic === record.topic) return event;
  throw eventErrors.RECORD_UNREADABLE({ topic: record.topic, reason: `its ce_type is ${event.topic}.` });
}

async function giveUp(
  record: StoredRecord,
  error: unknown,
  attempts: number,
  { transport, group, logger, now = () => new Date() }: Work,
  metrics: ConsumerMetrics,
): Promise<void> {
  await transport.publish([toDeadLetter(record, { group, error, attempts, now: now() })]);
  metrics.deadLettered(record.topic);
  const { topic, partition, offset } = record;
  logger.error({ err: error, group, topic, partition, offset, attempts }, 'a record went to the dead-letter topic');
}
