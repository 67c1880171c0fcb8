/** A wait for a turn that took too long, or a queue that is too long to join. */
export class TurnError extends Error {
  override readonly name = 'TurnError';
}

export interface TurnLimits {
  /** The longest wait for a turn. */
  readonly waitMs: number;
  /** How many may wait, for all keys together. */
  readonly maxWaiting: number;
}

/** Lets pieces of work with the same key run one after another, in the order in which they came. */
export class Turns {
  private readonly queues = new Map<string, (() => void)[]>();
  private waiting = 0;

  constructor(private readonly limits: TurnLimits) {}

  /** Runs `work` when it has its turn. Throws TurnError or the reason of `signal`, before the work has begun. */
  async take<Result>(key: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    const queue = this.queues.get(key);
    if (queue) await this.wait(queue, signal);
    else this.queues.set(key, []);
    try {
      return await work();
    } finally {
      const next = this.queues.get(key)?.shift();
      if (next) next();
      else this.queues.delete(key);
    }
  }

  private async wait(queue: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
    const { waitMs, maxWaiting } = this.limits;
    if (this.waiting >= maxWaiting) throw new TurnError(`${maxWaiting} callers are waiting already`);
    this.waiting += 1;
    let stop = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        const leave = (reason: Error) => {
          const place = queue.indexOf(resolve);
          if (place >= 0) queue.splice(place, 1);
          reject(reason);
        };
        const timer = setTimeout(() => leave(new TurnError(`there was no turn within ${waitMs} ms`)), waitMs);
        const onAbort = () => leave(signal?.reason as Error);
        signal?.addEventListener('abort', onAbort);
        stop = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
        };
        queue.push(resolve);
      });
    } finally {
      stop();
      this.waiting -= 1;
    }
  }
}
