import type { Caller, GraphQLExecutorResult } from '@skillwright/service';
import type { ExecuteOperation } from '../engine/engine.js';
import type { ResolvedOperation } from '../engine/resolved-operation.js';
import type { FormatErrors } from './format-errors.js';

/**
 * Executes a query or mutation by the engine, and formats its errors. Throws the error of an engine that has no answer.
 */
export async function executeOperation(
  execute: ExecuteOperation,
  operation: ResolvedOperation,
  caller: Caller,
  format: FormatErrors,
): Promise<GraphQLExecutorResult> {
  const { errors, ...result } = await execute(operation, caller);
  return errors && errors.length > 0 ? { ...result, errors: format(errors, caller) } : result;
}
