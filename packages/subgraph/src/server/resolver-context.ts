import type { Caller } from '@skillwright/service';

/** The third argument of every resolver. */
export interface ResolverContext {
  /** For whom the operation is carried out. */
  readonly caller: Caller;
  /**
   * Makes a thing once and gives the same one afterwards: where DataLoaders live. A query remembers until its end, a
   * mutation until its next root field: what one field has written, the next one must not read from memory.
   */
  memo<T>(key: string | symbol, create: () => T): T;
}

/** A resolver context that can be made to forget. */
export class RememberingContext implements ResolverContext {
  private readonly made = new Map<string | symbol, unknown>();

  constructor(readonly caller: Caller) {}

  memo<T>(key: string | symbol, create: () => T): T {
    if (!this.made.has(key)) this.made.set(key, create());
    return this.made.get(key) as T;
  }

  forget(): void {
    this.made.clear();
  }
}
