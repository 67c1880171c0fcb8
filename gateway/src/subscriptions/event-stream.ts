import { cancellable, type CancellableStream } from '@skillwright/pipeline';
import { catchUp, type CatchUpOptions } from './catch-up.js';
import type { Delivery, EventFilter } from './delivery.js';
import type { EventBuffer } from './event-buffer.js';
import type { EventFeed } from './event-feed.js';
import { LiveFollower } from './live-follower.js';
import type { LogPositions } from './log-positions.js';

export interface EventStreamOptions extends Pick<
  CatchUpOptions,
  'transport' | 'permits' | 'idleTimeoutMs' | 'silenceTimeoutMs' | 'onOverrun' | 'logger'
> {
  readonly feed: EventFeed;
  readonly filter: EventFilter;
  /** Where the subscriber stood; from now on where there is none. */
  readonly after: LogPositions | undefined;
}

/**
 * The events that pass a filter: those after `after`, replayed from the log if the buffer does not hold them any more,
 * then live, without a gap or a repetition between the two. A stream without `after` begins before this resolves.
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
  const now = after ? undefined : follow(opened, opened.nextSeq, opened.end.clone());

  async function* deliveries(): AsyncGenerator<Delivery, void, undefined> {
    const follower = now ?? (yield* replay(after as LogPositions));
    for (;;) {
      const delivery = await follower?.next();
      if (!delivery) return;
      yield delivery;
    }
  }

  async function* replay(positions: LogPositions): AsyncGenerator<Delivery, LiveFollower | undefined, undefined> {
    // The switch is one synchronous step, so that nothing can come between the replay and the buffer.
    let follower: LiveFollower | undefined;
    const goLive = () => {
      const buffer = feed.current;
      if (buffer?.holdsAfter(positions, filter.topics)) {
        follower ??= follow(buffer, buffer.firstSeq, positions);
      }
      return follower !== undefined;
    };
    // A cursor beyond the end is not taken at its word: the log says whether it is a gap.
    if (!opened.end.reaches(positions, filter.topics) || !goLive()) {
      yield* catchUp({ ...options, positions, signal: stopping.signal, caughtUp: goLive });
    }
    return follower;
  }

  return cancellable(deliveries(), () => stopping.abort());
}
