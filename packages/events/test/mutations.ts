import { skillCreated } from './events.js';
import type { OutboxHarness } from './outbox-harness.js';

/** Events named `0`, `1`, ... that are committed one by one, their keys in turn; it knows what a consumer has to be given. */
export class Mutations {
  /** The names of each key, in order. */
  readonly byKey: Readonly<Record<string, string[]>>;
  #count = 0;

  constructor(
    private readonly outbox: Pick<OutboxHarness, 'commit'>,
    private readonly keys: readonly string[],
  ) {
    this.byKey = Object.fromEntries(keys.map((key) => [key, []]));
  }

  /** How many are committed. */
  get count(): number {
    return this.#count;
  }

  /** Commits until there are so many. */
  async commitUntil(count: number): Promise<void> {
    while (this.#count < count) {
      const name = String(this.#count);
      const key = this.keys[this.#count % this.keys.length] ?? '';
      await this.outbox.commit([skillCreated(name, key)]);
      this.byKey[key]?.push(name);
      this.#count++;
    }
  }
}
