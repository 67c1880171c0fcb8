/** Passes items from producers to one consumer, one at a time. A producer waits until its item has been taken. */
export class Handover<Item> {
  private readonly offered: { item: Item; taken(): void }[] = [];
  private taker: { resolve(item: Item | undefined): void; reject(error: Error): void } | undefined;
  private outcome: { error?: Error } | undefined;

  /** Resolves when the item has been taken, or when the handover has ended. */
  give(item: Item): Promise<void> | void {
    if (this.outcome) return undefined;
    if (this.taker) {
      this.taker.resolve(item);
      this.taker = undefined;
      return undefined;
    }
    return new Promise((resolve) => this.offered.push({ item, taken: resolve }));
  }

  /** Resolves with the next item, or with undefined at the end. Rejects with the error of `fail`. */
  take(): Promise<Item | undefined> {
    if (this.outcome) return this.outcome.error ? Promise.reject(this.outcome.error) : Promise.resolve(undefined);
    const next = this.offered.shift();
    if (!next) return new Promise((resolve, reject) => (this.taker = { resolve, reject }));
    next.taken();
    return Promise.resolve(next.item);
  }

  end(): void {
    this.finish({});
  }

  fail(error: Error): void {
    this.finish({ error });
  }

  private finish(outcome: { error?: Error }): void {
    if (this.outcome) return;
    this.outcome = outcome;
    for (const { taken } of this.offered.splice(0)) taken();
    if (outcome.error) this.taker?.reject(outcome.error);
    else this.taker?.resolve(undefined);
    this.taker = undefined;
  }
}
