import { nameOf } from './events.js';

/** What a consumer was given, in order per key; an event may come again. */
export class Arrivals {
  readonly #names = new Map<string, Set<string>>();
  #all = 0;

  add(key: string, value: string): void {
    const names = this.#names.get(key) ?? new Set();
    this.#names.set(key, names.add(nameOf({ value })));
    this.#all++;
  }

  /** The names of each key in the order in which they came first. */
  firstByKey(): Record<string, string[]> {
    return Object.fromEntries([...this.#names].map(([key, names]) => [key, [...names]]));
  }

  /** How many different events came. */
  get count(): number {
    return [...this.#names.values()].reduce((sum, names) => sum + names.size, 0);
  }

  /** How many came again. */
  get duplicates(): number {
    return this.#all - this.count;
  }
}
