import { Kind, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { coreErrors } from '../errors/core-errors.js';

const longestQuotedName = 100;

/**
 * Returns the one operation of a document that a request asks for. Every door resolves by this function alone, so that
 * what is checked is what is executed. `''` is a name, and names nothing. Throws OPERATION_RESOLUTION_FAILURE.
 */
export function resolveOperation(document: DocumentNode, operationName?: string | null): OperationDefinitionNode {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.length === 0) throw unresolved('The document holds no operation.');
  if (operationName === undefined || operationName === null) {
    return only(operations, 'The document holds several operations: `operationName` has to name one.');
  }
  const named = operations.filter(({ name }) => name?.value === operationName);
  const quoted = JSON.stringify(String(operationName).slice(0, longestQuotedName));
  if (named.length === 0) throw unresolved(`The document holds no operation named ${quoted}.`);
  return only(named, `The document holds several operations named ${quoted}.`);
}

function only(operations: readonly OperationDefinitionNode[], reason: string): OperationDefinitionNode {
  const [operation, second] = operations;
  if (!operation || second) throw unresolved(reason);
  return operation;
}

const unresolved = (reason: string) => coreErrors.OPERATION_RESOLUTION_FAILURE({ reason });
