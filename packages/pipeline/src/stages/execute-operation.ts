import type { Caller, GraphQLExecutorResult } from '@skillwright/service';
import type { ExecuteOperation } from '../engine/engine.js';
import type { AuthorisedOperation } from './authorise-operation.js';
import type { FormatErrors } from './format-errors.js';
import { formatResult } from './format-result.js';

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
  return formatResult(await execute(operation, caller), mask, (errors) => format(errors, caller));
}
