import { quote } from '@skillwright/rules';
import type { GraphQLRequest } from '@skillwright/service';
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import type { ResolvedOperation } from '../engine/resolved-operation.js';
import { pipelineErrors } from '../errors.js';

/** `query`, `mutation` or `subscription`. */
export type OperationKind = `${OperationTypeNode}`;

/**
 * Returns the operation that a request names in its document. No other function chooses a definition, so the definition
 * that is checked is the one that is executed. `''` is a name, and no operation has it. Throws
 * OPERATION_RESOLUTION_FAILURE, and MUTATION_NEEDS_POST or SUBSCRIPTION_NEEDS_STREAM for a kind that is not in
 * `allowed`.
 */
export function resolveOperation(request: GraphQLRequest, allowed: ReadonlySet<OperationKind>): ResolvedOperation {
  const { document, operationName, variables = {} } = request;
  const definition = findDefinition(document, operationName);
  if (!allowed.has(definition.operation)) throw refusalOf(definition.operation);
  return { document, definition, fragments: fragmentsOf(document), variables };
}

function findDefinition({ definitions }: DocumentNode, name: string | null | undefined): OperationDefinitionNode {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.length === 0) throw unresolved('The document holds no operation.');
  if (name === undefined || name === null) {
    return only(operations, 'The document holds several operations: `operationName` has to name one.');
  }
  const named = operations.filter((operation) => operation.name?.value === name);
  const quoted = quote(String(name));
  if (named.length === 0) throw unresolved(`The document holds no operation named ${quoted}.`);
  return only(named, `The document holds several operations named ${quoted}.`);
}

function only(operations: readonly OperationDefinitionNode[], reason: string): OperationDefinitionNode {
  const [operation, second] = operations;
  if (!operation || second) throw unresolved(reason);
  return operation;
}

const unresolved = (reason: string) => pipelineErrors.OPERATION_RESOLUTION_FAILURE({ reason });

function refusalOf(kind: OperationKind) {
  return kind === 'subscription' ? pipelineErrors.SUBSCRIPTION_NEEDS_STREAM() : pipelineErrors.MUTATION_NEEDS_POST();
}

function fragmentsOf({ definitions }: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}
