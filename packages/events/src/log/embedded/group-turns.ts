/** Lets one member of a group read a topic at a time; a topic has one partition here. The others stand by. */
export class GroupTurns {
  readonly #last = new Map<string, Promise<void>>();

  /** Waits for the turn. Resolves with the function that ends it, or with undefined when `signal` aborted first. */
  async take(group: string, topic: string, signal: AbortSignal): Promise<(() => void) | undefined> {
    const name = JSON.stringify([group, topic]);
    const before = this.#last.get(name) ?? Promise.resolve();
    let release: () => void = () => undefined;
    this.#last.set(name, new Promise((resolve) => (release = resolve)));
    let onAbort: () => void = () => undefined;
    const aborted = new Promise<void>((resolve) => {
      onAbort = resolve;
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) resolve();
    });
    await Promise.race([before, aborted]);
    signal.removeEventListener('abort', onAbort);
    if (!signal.aborted) return release;
    void before.then(release);
    return undefined;
  }
}
