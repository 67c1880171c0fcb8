import { setImmediate as nextTurn } from 'node:timers/promises';
import { topics } from '@skillwright/contracts/events';
import { gatewayErrors } from '@skillwright/contracts/gateway';
import { follow, type EventTransport, type StoredRecord } from '@skillwright/events/log';
import { OutageLog, toServiceError, type Logger } from '@skillwright/service';
import { pause } from '@skillwright/service/timing';
import { toBuffered } from './delivery.js';
import { EventBuffer, type BufferedEvent, type BufferLimits } from './event-buffer.js';
import { LogPositions } from './log-positions.js';

/** A subscriber's side of the feed: it walks through the buffer. */
export interface Follower {
  /** Called after an event was added to the buffer. */
  onEvent(entry: BufferedEvent): void;
  /** Returns how many events of the buffer it has not passed yet. */
  lag(): number;
  /** Called when the feed has lost its position in the log, and with it the next events of the follower. */
  onLost(error: Error): void;
}

export interface EventFeedOptions {
  readonly transport: EventTransport;
  readonly limits: BufferLimits;
  readonly logger: Logger;
  /** The time that a subscriber may wait for the feed to open, in milliseconds; 10,000 by default. */
  readonly openTimeoutMs?: number;
}

/**
 * The number of events after which the followers get a turn, and a pause if one of them is far behind. Both limit the
 * effect of a burst on the followers.
 */
const eventsPerTurn = 32;
const pauseMs = 5;

/** Reads every topic once for the whole gateway, from now on, and keeps the newest events in a buffer. */
export class EventFeed {
  private buffer: EventBuffer | undefined;
  private readonly followers = new Set<Follower>();
  private readonly opened = new Set<() => void>();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private sinceTurn = 0;

  constructor(private readonly options: EventFeedOptions) {}

  /** Begins to read. Retries while the log cannot be read. */
  start(): void {
    this.running ??= this.keepReading();
  }

  /** Stops reading. Every follower gets EVENTS_UNAVAILABLE. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeOpening();
    for (const follower of [...this.followers]) follower.onLost(gatewayErrors.EVENTS_UNAVAILABLE());
    await this.running;
  }

  /** Resolves with the buffer once the log is being read. Throws EVENTS_UNAVAILABLE if that takes too long. */
  async open(): Promise<EventBuffer> {
    const deadline = AbortSignal.timeout(this.options.openTimeoutMs ?? 10_000);
    while (!this.buffer) {
      if (deadline.aborted || this.stopping.signal.aborted) throw gatewayErrors.EVENTS_UNAVAILABLE();
      await this.nextOpening(deadline);
    }
    return this.buffer;
  }

  /** The buffer, if there is one at the moment. */
  get current(): EventBuffer | undefined {
    return this.buffer;
  }

  /** Registers a follower. Returns a function that removes it. */
  follow(follower: Follower): () => void {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  private wakeOpening(): void {
    for (const done of [...this.opened]) done();
  }

  private nextOpening(deadline: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.opened.delete(done);
        deadline.removeEventListener('abort', done);
        resolve();
      };
      this.opened.add(done);
      deadline.addEventListener('abort', done);
    });
  }

  private keepReading(): Promise<void> {
    const outage = new OutageLog({
      logger: this.options.logger,
      away: 'the event log cannot be read; trying again',
      back: 'the event log can be read again',
    });
    return follow(this.options.transport, {
      signal: this.stopping.signal,
      from: () => Object.fromEntries(topics.names.map((topic) => [topic, this.buffer?.end.ofTopic(topic) ?? 'latest'])),
      onOpen: (start) => {
        outage.succeeded();
        this.buffer ??= new EventBuffer(LogPositions.from(start), this.options.limits);
        this.wakeOpening();
      },
      onRecord: (record) => this.receive(record),
      onFailure: (error) => {
        outage.failed({ err: error });
        if (toServiceError(error).code === 'OFFSET_OUT_OF_RANGE')
          this.lose(gatewayErrors.EVENTS_GAP({}, { cause: error }));
      },
    });
  }

  private receive(record: StoredRecord): Promise<void> | undefined {
    this.dispatch(record);
    this.sinceTurn += 1;
    if (this.sinceTurn < eventsPerTurn) return undefined;
    this.sinceTurn = 0;
    const farBehind = this.options.limits.maxEvents / 2;
    return [...this.followers].some((follower) => follower.lag() > farBehind) ? pause(pauseMs) : nextTurn();
  }

  private dispatch(record: StoredRecord): void {
    const { buffer } = this;
    if (!buffer || record.offset < (buffer.end.next(record.topic, record.partition) ?? 0)) return;
    const entry = toBuffered(record, (error) => {
      const { topic, partition, offset } = record;
      this.options.logger.warn(
        { err: error, topic, partition, offset },
        'a record of the event log is not a valid event',
      );
    });
    buffer.append(entry);
    for (const follower of this.followers) follower.onEvent(entry);
  }

  private lose(error: Error): void {
    this.buffer = undefined;
    for (const follower of [...this.followers]) follower.onLost(error);
  }
}
