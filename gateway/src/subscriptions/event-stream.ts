import { cancellable, type CancellableStream } from '@skillwright/pipeline';
import { resumeFromLog, type ResumeOptions } from './resume-from-log.js';
import type { Delivery, EventFilter } from './delivery.js';
import type { EventBuffer } from './event-buffer.js';
import type { EventFeed } from './event-feed.js';
import { LiveFollower } from './live-follower.js';
import type { LogPositions } from './log-positions.js';

export interface EventStreamOptions extends Pick<
  ResumeOptions,
  'transport' | 'permits' | 'idleTimeoutMs' | 'silenceTimeoutMs' | 'onOverrun' | 'logger'
> {
  readonly feed: EventFeed;
  readonly filter: EventFilter;
  /** The positions of the subscriber. Without them the stream begins now. */
  readonly after: LogPositions | undefined;
}

/**
 * Opens a stream of the events that pass a filter. It begins after `after`, from the buffer or from the log, and then
 * continues live, without a gap or a repetition. A stream without `after` begins before this function resolves.
 */
export async function openEventStream(options: EventStreamOptions): Promise<CancellableStream<Delivery>> {
  const { feed, filter, after } = options;
  const stopping = new AbortController();
  const opened = await feed.open();
  const follow = (buffer: EventBuffer, seq: number, positions: LogPositions) => {
    const follower = new LiveFollower(feed, buffer, { positions, seq, filter, onOverrun: options.onOverrun });
    stopping.signal.addEventListener('abort', () => follower.close());
    return follower;
  };
  const live = after ? undefined : follow(opened, opened.nextSeq, opened.end.clone());

  async function* deliveries(): AsyncGenerator<Delivery, void, undefined> {
    const follower = live ?? (yield* resume(after as LogPositions));
    for (;;) {
      const delivery = await follower?.next();
      if (!delivery) return;
      yield delivery;
    }
  }

  async function* resume(positions: LogPositions): AsyncGenerator<Delivery, LiveFollower | undefined, undefined> {
    // The switch is one synchronous step, so that no event can come between the log and the buffer.
    let follower: LiveFollower | undefined;
    const goLive = () => {
      const buffer = feed.current;
      if (buffer?.holdsAfter(positions, filter.topics)) {
        follower ??= follow(buffer, buffer.firstSeq, positions);
      }
      return follower !== undefined;
    };
    // A cursor beyond the end of the buffer is not trusted: the log decides whether it is a gap.
    if (!opened.end.reaches(positions, filter.topics) || !goLive()) {
      yield* resumeFromLog({ ...options, positions, signal: stopping.signal, goLive });
    }
    return follower;
  }

  return cancellable(deliveries(), () => stopping.abort());
}
