/** A fixed number of permits, given in the order of the requests. */
export class Permits {
  private readonly queue: (() => void)[] = [];

  constructor(private free: number) {}

  /** Resolves with a function that returns the permit, or with undefined as soon as `signal` aborts. */
  async acquire(signal?: AbortSignal): Promise<(() => void) | undefined> {
    if (signal?.aborted) return undefined;
    if (this.free > 0) this.free -= 1;
    else if (!(await this.turn(signal))) return undefined;
    let held = true;
    return () => {
      if (held) this.release();
      held = false;
    };
  }

  private turn(signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const give = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = () => {
        this.queue.splice(this.queue.indexOf(give), 1);
        resolve(false);
      };
      this.queue.push(give);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  private release(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.free += 1;
  }
}
