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

  /** Runs `work` when it has its turn. Throws TurnError, before the work has begun. */
  async take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const queue = this.queues.get(key);
    if (queue) await this.wait(queue);
    else this.queues.set(key, []);
    try {
      return await work();
    } finally {
      const next = this.queues.get(key)?.shift();
      if (next) next();
      else this.queues.delete(key);
    }
  }

  private async wait(queue: (() => void)[]): Promise<void> {
    const { waitMs, maxWaiting } = this.limits;
    if (this.waiting >= maxWaiting) throw new TurnError(`${maxWaiting} callers are waiting already`);
    this.waiting += 1;
    try {
      await new Promise<void>((resolve, reject) => {
        const call = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(call), 1);
          reject(new TurnError(`there was no turn within ${waitMs} ms`));
        }, waitMs);
        queue.push(call);
      });
    } finally {
      this.waiting -= 1;
    }
  }
}
