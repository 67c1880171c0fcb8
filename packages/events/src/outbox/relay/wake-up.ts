/** A bell that is heard even if it rang before somebody listened. */
export class WakeUp {
  #rung = false;
  #waiter: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#waiter?.();
  }

  /** Resolves when the bell has rung since the last wait, when `timeoutMs` have passed, or when `signal` aborts. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const settle = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', settle);
          this.#waiter = undefined;
          resolve();
        };
        const timer = setTimeout(settle, timeoutMs);
        signal.addEventListener('abort', settle);
        this.#waiter = settle;
      });
    }
    this.#rung = false;
  }
}
