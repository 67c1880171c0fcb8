import { skillCreated } from './events.js';
import type { OutboxHarness } from './outbox-harness.js';

/**
 * Commits events named `0`, `1`, ... one by one, over the keys in turn, and knows the names that a consumer must
 * receive.
 */
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

  /** The number of committed events. */
  get count(): number {
    return this.#count;
  }

  /** Commits until `count` events are committed. */
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
