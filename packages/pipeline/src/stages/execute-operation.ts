import type { Caller, GraphQLExecutorResult } from '@skillwright/service';
import { applyMask } from '../scopes/mask.js';
import type { ExecuteOperation } from '../engine/engine.js';
import type { AuthorisedOperation } from './authorise-operation.js';
import type { FormatErrors } from './format-errors.js';

/**
 * Executes a query or mutation by the engine, puts null at the places of refused fields, and formats the errors. Throws
 * the error of an engine that has no answer.
 */
export async function executeOperation(
  execute: ExecuteOperation,
  { operation, mask }: AuthorisedOperation,
  caller: Caller,
  format: FormatErrors,
): Promise<GraphQLExecutorResult> {
  const { data, errors = [], ...result } = await execute(operation, caller);
  const masked = mask && data ? applyMask(data, mask) : { data, errors: [] };
  const all = [...masked.errors, ...errors];
  return {
    ...result,
    ...(masked.data !== undefined && { data: masked.data }),
    ...(all.length > 0 && { errors: format(all, caller) }),
  };
}
