import type { AnswerBudget } from '@skillwright/pipeline';
import type { Caller } from '@skillwright/service';

/** The third argument of every resolver. */
export interface ResolverContext {
  /** The caller of the operation. */
  readonly caller: Caller;
  /**
   * Creates a value once and returns the same one afterwards, e.g. a DataLoader. A query keeps its values until its
   * end, a mutation until its next root field, so that a field never gets a value from before the write of another
   * field.
   */
  memo<T>(key: string | symbol, create: () => T): T;
}

/** A resolver context whose values can be cleared. */
export class MemoizingContext implements ResolverContext {
  private readonly made = new Map<string | symbol, unknown>();

  constructor(
    readonly caller: Caller,
    /** The room that the answer has left. */
    readonly budget: AnswerBudget,
  ) {}

  memo<T>(key: string | symbol, create: () => T): T {
    if (!this.made.has(key)) this.made.set(key, create());
    return this.made.get(key) as T;
  }

  clear(): void {
    this.made.clear();
  }
}
