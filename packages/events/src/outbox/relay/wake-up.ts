/** A signal for one waiter, which is not lost when it is given before the wait. */
export class WakeUp {
  #signalled = false;
  #waiter: (() => void) | undefined;

  signal(): void {
    this.#signalled = true;
    this.#waiter?.();
  }

  /** Resolves after a signal since the last wait, after `timeoutMs`, or when `abort` aborts. */
  async wait(timeoutMs: number, abort: AbortSignal): Promise<void> {
    if (!this.#signalled && !abort.aborted) {
      await new Promise<void>((resolve) => {
        const settle = () => {
          clearTimeout(timer);
          abort.removeEventListener('abort', settle);
          this.#waiter = undefined;
          resolve();
        };
        const timer = setTimeout(settle, timeoutMs);
        abort.addEventListener('abort', settle);
        this.#waiter = settle;
      });
    }
    this.#signalled = false;
  }
}
