/** The wait for a turn took too long, or too many callers wait already. */
export class TurnError extends Error {
  override readonly name = 'TurnError';
}

export interface TurnLimits {
  /** The maximum wait for a turn, in milliseconds. Default: no limit. */
  readonly waitMs?: number;
  /** The maximum number of waiting callers, for all keys together. Default: no limit. */
  readonly maxWaiting?: number;
}

/** Runs pieces of work with the same key one after another, in the order of the calls. */
export class Turns {
  private readonly queues = new Map<string, (() => void)[]>();
  private waiting = 0;

  constructor(private readonly limits: TurnLimits = {}) {}

  /**
   * Runs `work` in its turn, and returns its result. Throws TurnError, or the reason of `signal`, before the work has
   * begun.
   */
  async run<Result>(key: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
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
    const { waitMs, maxWaiting = Infinity } = this.limits;
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
        const late = () => leave(new TurnError(`there was no turn within ${waitMs} ms`));
        const timer = waitMs === undefined ? undefined : setTimeout(late, waitMs);
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
