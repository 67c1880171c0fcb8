/** The output has become larger than it may be. */
export class OutputLimitError extends Error {
  override readonly name = 'OutputLimitError';
}

/** Counts what a rendering costs, so that nested lists cannot explode: a unit a character, and one a token. */
export class OutputBudget {
  private left: number;

  constructor(readonly limit: number) {
    this.left = limit;
  }

  /** Throws {@link OutputLimitError} once the limit is passed. */
  spend(cost: number): void {
    this.left -= cost;
    if (this.left < 0) throw new OutputLimitError(`the output is larger than ${this.limit} bytes`);
  }
}
