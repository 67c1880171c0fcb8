import type { Caller } from '@skillwright/service';
import { pipelineErrors } from '../errors.js';

/** The default bound of an answer, in values. */
export const defaultAnswerValues = 100_000;

const textUnit = 1_024;

/**
 * Counts the values of one answer while it is made, and ends the work when there are too many, or nobody waits any more.
 * A text counts as one value for each KiB begun.
 */
export class AnswerBudget {
  private left: number;
  private refused: Error | undefined;
  private readonly controller = new AbortController();

  constructor(
    private readonly limit: number,
    private readonly caller: Pick<Caller, 'signal'>,
  ) {
    this.left = limit;
  }

  /** Aborts when the answer is refused. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Throws the reason for which the work has ended, if it has. */
  check(): void {
    if (this.refused) throw this.refused;
    this.caller.signal.throwIfAborted();
  }

  /** Throws ANSWER_TOO_LARGE if the answer has no room for so many further values, and from then on. */
  spend(values: number): void {
    this.check();
    this.left -= values;
    if (this.left >= 0) return;
    this.refused = pipelineErrors.ANSWER_TOO_LARGE({ limit: this.limit });
    this.controller.abort(this.refused);
    throw this.refused;
  }

  /** Spends plain data, with everything in it. Stops where the budget ends. */
  spendData(data: unknown): void {
    this.spend(this.measure(data));
  }

  /** Returns the number of values in plain data, at least; counts no further than the budget. */
  measure(data: unknown): number {
    let values = 0;
    const open: unknown[] = [data];
    while (open.length > 0 && values <= this.left) {
      const value = open.pop();
      values += 1;
      if (typeof value === 'string') values += Math.floor(value.length / textUnit);
      else if (typeof value === 'object' && value !== null) for (const child of Object.values(value)) open.push(child);
    }
    return values;
  }
}
