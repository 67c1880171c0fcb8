import { nameOf } from './events.js';

/** What a consumer was given, in order per key; an event may come again. */
export class Arrivals {
  readonly #names = new Map<string, string[]>();

  add(key: string, value: string): void {
    const names = this.#names.get(key);
    const name = nameOf({ value });
    if (names) names.push(name);
    else this.#names.set(key, [name]);
  }

  /** The names of each key in the order in which they came first. */
  firstByKey(): Record<string, string[]> {
    return Object.fromEntries([...this.#names].map(([key, names]) => [key, [...new Set(names)]]));
  }

  /** How many different events came. */
  get count(): number {
    return Object.values(this.firstByKey()).reduce((sum, names) => sum + names.length, 0);
  }

  /** How many came again. */
  get duplicates(): number {
    return [...this.#names.values()].reduce((sum, names) => sum + names.length, 0) - this.count;
  }
}
