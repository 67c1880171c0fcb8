import { ServiceError, type Caller } from '@skillwright/service';
import type { FailedGeneration, FailureReporter } from './failure-reporter.js';

/** Errors that refuse a request as invalid; nothing is published for them. */
const refusals: ReadonlySet<string> = new Set(['PARAMETERS_INVALID', 'PATH_REFUSED', 'PROJECT_NOT_FOUND']);

/** Does the work of a valid request. When the work fails, publishes `generation.failed` and rethrows the error. */
export async function carryOut<T>(
  failures: FailureReporter,
  about: FailedGeneration,
  caller: Caller,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refused = error instanceof ServiceError && refusals.has(error.code);
    if (!refused) await failures.report(about, error, caller);
    throw error;
  }
}
