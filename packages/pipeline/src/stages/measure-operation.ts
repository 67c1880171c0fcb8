import type { ServiceError } from '@skillwright/service';
import type { ResolvedOperation } from '../engine/resolved-operation.js';
import { pipelineErrors } from '../errors.js';
import { sizeOf, type OperationSize } from './operation-size.js';

/** The default limits of an operation. */
export const operationLimits: OperationSize = { depth: 24, rootFields: 50, fields: 5_000, cost: 250_000 };

/**
 * Throws OPERATION_TOO_DEEP, _WIDE, _LARGE or _COSTLY if a valid operation is over the limits. `variables` must be
 * coerced.
 */
export function measureOperation(
  { definition, fragments }: ResolvedOperation,
  variables: Readonly<Record<string, unknown>>,
  limits: OperationSize,
): void {
  const fault = findFault(sizeOf(definition, fragments, variables), limits);
  if (fault) throw fault;
}

function findFault(
  { depth, rootFields, fields, cost }: OperationSize,
  limits: OperationSize,
): ServiceError | undefined {
  if (depth > limits.depth) return pipelineErrors.OPERATION_TOO_DEEP({ depth, limit: limits.depth });
  if (rootFields > limits.rootFields) {
    return pipelineErrors.OPERATION_TOO_WIDE({ rootFields, limit: limits.rootFields });
  }
  if (fields > limits.fields) return pipelineErrors.OPERATION_TOO_LARGE({ fields, limit: limits.fields });
  if (cost > limits.cost) return pipelineErrors.OPERATION_TOO_COSTLY({ cost, limit: limits.cost });
  return undefined;
}
