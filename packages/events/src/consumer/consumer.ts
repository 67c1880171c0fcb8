import type { Logger } from '@skillwright/service';
import type { Registry } from 'prom-client';
import type { Topic } from '../contracts/topic-contracts.js';
import type { Event } from '../event/event.js';
import type { EventTransport } from '../transport/event-transport.js';

export interface HandlerContext {
  /** Aborts when the consumer stops. */
  readonly signal: AbortSignal;
  /** From 1. */
  readonly attempt: number;
}

export type EventHandlers = {
  readonly [T in Topic]?: (event: Event<T>, context: HandlerContext) => Promise<void>;
};

export interface ConsumerOptions {
  readonly transport: EventTransport;
  /** The consumer group, e.g. `generation`. */
  readonly group: string;
  readonly handlers: EventHandlers;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly retry?: RetryPolicy;
}

export interface RetryPolicy {
  /** Tries of an event before it goes to the dead-letter topic. Default: 5. An outage (an error that says `retryable`) is waited out without a limit. */
  readonly attempts?: number;
  /** The first pause; each next is twice as long. Default: 100. */
  readonly firstDelayMs?: number;
  /** Default: 30000. */
  readonly maxDelayMs?: number;
}

export interface EventConsumer {
  stop(): Promise<void>;
}

export declare function startConsumer(options: ConsumerOptions): Promise<EventConsumer>;
