import { gatewayErrors } from '@skillwright/contracts/gateway';
import { encodeCursor } from './cursor.js';
import { advanceOver, type Delivery, type EventFilter } from './delivery.js';
import type { BufferedEvent, EventBuffer } from './event-buffer.js';
import type { EventFeed, Follower } from './event-feed.js';
import type { LogPositions } from './log-positions.js';

/**
 * Walks through the buffer for one subscriber, at the subscriber's pace. Events wait in the buffer while the subscriber
 * is busy. A subscriber whose next event was removed from the buffer gets EVENTS_SLOW_CONSUMER once, and is ended.
 */
export class LiveFollower implements Follower {
  private waiting: { resolve(delivery: Delivery | undefined): void; reject(error: Error): void } | undefined;
  private failure: Error | undefined;
  private closed = false;
  private seq: number;
  private readonly unfollow: () => void;

  constructor(
    feed: EventFeed,
    private readonly buffer: EventBuffer,
    private readonly options: {
      readonly positions: LogPositions;
      /** The sequence number of the first event that the subscriber has not passed. */
      readonly seq: number;
      readonly filter: EventFilter;
      readonly onOverrun: () => void;
    },
  ) {
    this.seq = options.seq;
    this.unfollow = feed.follow(this);
  }

  /**
   * Resolves with the next event that passes the filter, or with undefined once closed. Rejects with
   * EVENTS_SLOW_CONSUMER, or with the error of the feed.
   */
  next(): Promise<Delivery | undefined> {
    while (!this.failure && !this.closed && this.seq < this.buffer.nextSeq) {
      const delivery = advanceOver(this.buffer.at(this.seq), this.options.positions, this.options.filter);
      this.seq += 1;
      if (delivery) return Promise.resolve(delivery);
    }
    if (this.failure) return Promise.reject(this.failure);
    if (this.closed) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  onEvent(entry: BufferedEvent): void {
    if (!this.waiting) {
      if (this.seq < this.buffer.firstSeq && !this.failure) this.overrun();
      return;
    }
    // A follower that waits has passed all earlier events, so that it need not walk.
    this.seq = this.buffer.nextSeq;
    const { positions, filter } = this.options;
    const { event, topic, partition, offset } = entry;
    if (!event || !filter.topics.has(event.topic) || offset < (positions.next(topic, partition) ?? 0)) return;
    if (!filter.matches(event)) return;
    positions.advanceTo(this.buffer.end);
    this.waiting.resolve({ event, cursor: encodeCursor(positions) });
    this.waiting = undefined;
  }

  lag(): number {
    return this.waiting ? 0 : this.buffer.nextSeq - this.seq;
  }

  onLost(error: Error): void {
    this.fail(error);
  }

  close(): void {
    this.closed = true;
    this.unfollow();
    this.waiting?.resolve(undefined);
    this.waiting = undefined;
  }

  private overrun(): void {
    this.fail(gatewayErrors.EVENTS_SLOW_CONSUMER());
    this.options.onOverrun();
  }

  private fail(error: Error): void {
    this.failure = error;
    this.unfollow();
    this.waiting?.reject(error);
    this.waiting = undefined;
  }
}
