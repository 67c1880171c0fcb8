/** The output exceeds its limit. */
export class OutputLimitError extends Error {
  override readonly name = 'OutputLimitError';
}

/** Bounds a rendering, nested lists included: each character and each token costs one unit. */
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
