import type { ResolvedOperation } from '../engine/resolved-operation.js';
import { pipelineErrors } from '../errors.js';
import { documentSizeOf, type DocumentSize } from './document-size.js';
import { sizeOf, type OperationSize } from './operation-size.js';

/** The default limits of an operation as it is written. */
export const operationLimits: OperationSize = { depth: 24, rootFields: 50, fields: 5_000 };

/**
 * The limits of every document. The rules of GraphQL compare repeated fields, fragments and operations with each other,
 * so the time of validation grows with the square of these numbers.
 */
const documentLimits: DocumentSize = { operations: 100, fragments: 200, directives: 5, repeated: 100 };

const nouns: Readonly<Record<keyof DocumentSize, string>> = {
  operations: 'operations',
  fragments: 'fragments',
  directives: 'directives at one place',
  repeated: 'fields that repeat another one',
};

/**
 * Refuses an operation that is too large to be validated in a short time. It need not be valid. Throws
 * DOCUMENT_TOO_LARGE, OPERATION_TOO_DEEP, _WIDE or _LARGE.
 */
export function boundOperation(operation: ResolvedOperation, limits: OperationSize): void {
  const size = documentSizeOf(operation.document);
  for (const part of Object.keys(documentLimits) as (keyof DocumentSize)[]) {
    const limit = documentLimits[part];
    if (size[part] > limit) throw pipelineErrors.DOCUMENT_TOO_LARGE({ count: size[part], part: nouns[part], limit });
  }
  const { depth, rootFields, fields } = sizeOf(operation);
  if (depth > limits.depth) throw pipelineErrors.OPERATION_TOO_DEEP({ depth, limit: limits.depth });
  if (rootFields > limits.rootFields) throw pipelineErrors.OPERATION_TOO_WIDE({ rootFields, limit: limits.rootFields });
  if (fields > limits.fields) throw pipelineErrors.OPERATION_TOO_LARGE({ fields, limit: limits.fields });
}
