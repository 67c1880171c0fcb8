/** Lets one member of a group read a topic at a time, as one partition allows; the others stand by. */
export class GroupTurns {
  readonly #last = new Map<string, Promise<void>>();

  /** Resolves with how to give the turn up; with undefined when `signal` aborted before it came. */
  async take(group: string, topic: string, signal: AbortSignal): Promise<(() => void) | undefined> {
    const name = JSON.stringify([group, topic]);
    const before = this.#last.get(name) ?? Promise.resolve();
    let giveUp: () => void = () => undefined;
    this.#last.set(name, new Promise((resolve) => (giveUp = resolve)));
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([before, aborted]);
    if (!signal.aborted) return giveUp;
    void before.then(giveUp);
    return undefined;
  }
}
