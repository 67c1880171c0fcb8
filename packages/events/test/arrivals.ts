import { nameOf } from './events.js';

/** The events that a consumer received, in order per key, with repetitions. */
export class Arrivals {
  readonly #names = new Map<string, Set<string>>();
  #all = 0;

  add(key: string, value: string): void {
    const names = this.#names.get(key) ?? new Set();
    this.#names.set(key, names.add(nameOf({ value })));
    this.#all++;
  }

  /** The names of each key, in the order of their first arrivals. */
  firstByKey(): Record<string, string[]> {
    return Object.fromEntries([...this.#names].map(([key, names]) => [key, [...names]]));
  }

  /** The number of different events. */
  get count(): number {
    return [...this.#names.values()].reduce((sum, names) => sum + names.size, 0);
  }

  /** The number of repetitions. */
  get duplicates(): number {
    return this.#all - this.count;
  }
}
